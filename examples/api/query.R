# What dateline serve answers, read into R without any package. Start it first: dateline serve --db dateline.db
# DATELINE_URL is where it is; DATELINE_TOKEN is needed where it is not on this machine.
url <- Sys.getenv("DATELINE_URL", "http://127.0.0.1:8765")
token <- Sys.getenv("DATELINE_TOKEN")
headers <- if (nzchar(token)) c(Authorization = paste("Bearer", token)) else NULL

# The reports that a filter admits, as a data frame: NA is unknown, 0 is none.
reports <- function(...) {
  query <- list(format = "csv", ...)
  parts <- paste0(names(query), "=", vapply(query, function(v) URLencode(as.character(v), reserved = TRUE), ""))
  read.csv(url(paste0(url, "/api/export?", paste(parts, collapse = "&")), headers = headers), na.strings = "", encoding = "UTF-8")
}

actual <- reports(status = "actual")
cat(nrow(actual), "reports of what happened\n")
print(head(sort(table(actual$type), decreasing = TRUE)))

# What was threatened is not what happened: ask for it by its own status.
cat(nrow(reports(status = "threatened")), "reports of threats\n")
