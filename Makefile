# demo: sets everything up and codes the sample reports. test: everything that must pass. lint: what linters say.
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI = github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: demo build web test lint bench generate

demo: build
	@./dateline code --format highlight samples/bus-deal.txt --published 2017-09-03
	@echo
	@./dateline code --format table samples --published 2017-09-03

build:
	@$(GO) build -o dateline ./cmd/dateline

# The pages of dateline serve; build puts them into the program. Without them it says how to make them.
web:
	@cd web && npm ci --no-audit --no-fund && npm run build

test: build
	$(GO) vet ./...
	GOARCH=arm64 $(GO) vet ./internal/nlp/...
	$(GO) run $(STATICCHECK) ./...
	$(GO) test ./...

lint:
	$(GO) run $(GOLANGCI) run ./...

bench: build
	$(GO) test -run '^$$' -bench . -benchmem ./...
