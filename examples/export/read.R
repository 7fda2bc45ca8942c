# How to read what `dateline export` writes, with base R.
#
# usage: Rscript read.R FOLDER    with reports.csv, reports-long.csv, gdelt.tsv, acled.csv and ged.csv; prints a line for each

# A CSV of ours. An empty cell is NA and nothing else is; a ' in front was put there so that no spreadsheet runs the text.
read_export <- function(path, classes = NA) {
  table <- read.csv(path, na.strings = "", encoding = "UTF-8", check.names = FALSE, colClasses = classes)
  for (name in names(table)) {
    if (is.character(table[[name]])) table[[name]] <- sub("^'", "", table[[name]])
    if (identical(sort(unique(table[[name]])), c("false", "true"))) table[[name]] <- table[[name]] == "true"
  }
  table
}

# A list of a CSV: | between its members, a backslash before what is meant as written, NA for an unknown one.
members <- function(cell) {
  if (is.na(cell)) return(character(0))
  parts <- regmatches(cell, gregexpr("(?<=^|\\|)(?:\\\\.|[^\\\\|])*(?=\\||$)", cell, perl = TRUE))[[1]]
  ifelse(parts == "NA", NA, gsub("\\\\(.)", "\\1", parts))
}

# GDELT's table: tabs, no header, no quotes. CAMEO codes are text, for they begin with 0: columns 27 to 29.
read_gdelt <- function(path) {
  classes <- rep(NA, 61)
  classes[27:29] <- "character"
  read.table(path, sep = "\t", quote = "", comment.char = "", header = FALSE, na.strings = "", encoding = "UTF-8", colClasses = classes)
}

main <- function(folder) {
  counted <- function(name, killed) cat(name, length(killed), sum(is.na(killed)), sum(killed == 0, na.rm = TRUE), "\n")
  reports <- read_export(file.path(folder, "reports.csv"), c(cameo = "character"))
  counted("csv", reports$killed_low)
  cat("titles", sum(nchar(reports$title, "chars"), na.rm = TRUE), "\n")
  cat("codes", sum(lengths(lapply(reports$actor_code, members))), sum(is.na(unlist(lapply(reports$actor_code, members)))), "\n")
  long <- read_export(file.path(folder, "reports-long.csv"))
  cat("csv-long", length(unique(long$report_id)), sum(long$role == "actor", na.rm = TRUE), "\n")
  gdelt <- read_gdelt(file.path(folder, "gdelt.tsv"))
  cat("gdelt", nrow(gdelt), paste(sort(unique(gdelt[[29]])), collapse = ","), "\n")
  counted("acled", read_export(file.path(folder, "acled.csv"))$fatalities)
  counted("ged", read_export(file.path(folder, "ged.csv"))$best)
}

folder <- commandArgs(trailingOnly = TRUE)
if (length(folder) != 1) stop("usage: Rscript read.R FOLDER")
main(folder)
