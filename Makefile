# demo: sets everything up and codes the sample reports. test: everything that must pass. lint: what linters say.
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI = github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: all demo build web test lint bench generate

demo: all
	@./dateline code --format highlight samples/bus-deal.txt --published 2017-09-03
	@echo
	@./dateline code --format table samples --published 2017-09-03

build:
	@$(GO) build -o dateline ./cmd/dateline

# all: the program with its pages. Where npm is not there it is built without them, and dateline serve says how to make them.
all:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory web; else echo "npm is not there: built without the pages of dateline serve"; fi
	@$(MAKE) --no-print-directory build

web: web/dist/index.html

web/dist/index.html: web/package-lock.json web/vite.config.ts web/index.html $(shell find web/src web/public -type f 2>/dev/null)
	@cd web && npm ci --no-audit --no-fund --silent && npm run build --silent -- --logLevel warn
	@touch $@

test: build
	$(GO) vet ./...
	GOARCH=arm64 $(GO) vet ./internal/nlp/...
	$(GO) run $(STATICCHECK) ./...
	$(GO) test ./...
	GODEBUG=cpu.avx2=off $(GO) test -count=1 ./internal/nlp/...  # as a processor without AVX2 runs it, any other than amd64 among them

lint:
	$(GO) run $(GOLANGCI) run ./...

bench: build
	$(GO) test -run '^$$' -bench . -benchmem ./...
