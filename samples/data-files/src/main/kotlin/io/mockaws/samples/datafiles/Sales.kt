package io.mockaws.samples.datafiles

import org.jetbrains.kotlinx.dataframe.AnyFrame
import org.jetbrains.kotlinx.dataframe.DataFrame
import org.jetbrains.kotlinx.dataframe.api.concat
import org.jetbrains.kotlinx.dataframe.io.readCSV
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.REPLACE_EXISTING

/**
 * Sales in a folder of CSV files, wherever that is: on a disk, in a ZIP file, in S3. This program knows no AWS.
 *
 * @param folder `Path.of(URI("s3://sales/2026/"))` in production
 */
class Sales(
    private val folder: Path,
) {
    /** The CSV files in the folder and below it, by name. */
    fun files(): List<Path> =
        Files.walk(folder).use { all -> all.filter { "$it".endsWith(".csv") }.sorted().toList() }

    /** What all files have, in one table. */
    fun read(): AnyFrame = files().map { file -> Files.newInputStream(file).use { DataFrame.readCSV(it) } }.concat()

    /** Copies every file into another folder, which may be somewhere else altogether. */
    fun copyTo(archive: Path) {
        for (file in files()) Files.copy(file, archive.resolve("${file.fileName}"), REPLACE_EXISTING)
    }
}
