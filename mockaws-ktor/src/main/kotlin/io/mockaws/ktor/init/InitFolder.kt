package io.mockaws.ktor.init

import io.mockaws.MockAws
import java.io.IOException
import java.net.URI
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.isDirectory
import kotlin.io.path.isExecutable
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name

/** What a server begins with: fixtures (`*.json`), scripts (`*.sh`) and saved worlds (`*.zip`), in the order of their names. */
internal class InitFolder(
    private val folder: Path,
    private val log: (String) -> Unit,
) {
    private val files = if (folder.isDirectory()) {
        folder.listDirectoryEntries("*.{json,sh,zip}").sortedBy {
            it.name
        }
    } else {
        null
    }

    private val others =
        if (folder.isDirectory()) {
            folder.listDirectoryEntries().filter {
                it !in files.orEmpty()
            }.map { it.name }
        } else {
            emptyList()
        }

    /**
     * Runs all of them; those that are not there yet when the server starts do not count.
     *
     * @param endpoint where scripts find the server
     * @param keys the access key and the secret that they sign with
     * @throws IOException when one fails; the message names it
     */
    fun run(
        aws: MockAws,
        endpoint: URI,
        keys: Pair<String, String>,
    ) {
        val read = HashSet<String>()
        for (file in files ?: throw IOException("$folder is no folder")) {
            log("Init: ${file.name}")
            try {
                when (file.extension) {
                    "json" -> Fixtures.read(file).also { read += it.files }.make(aws, folder)
                    "sh" -> runScript(file, aws, endpoint, keys)
                    else -> aws.load(file)
                }
            } catch (failure: IOException) {
                throw IOException("$file failed: ${failure.message}", failure)
            } catch (wrong: IllegalArgumentException) {
                throw IOException("$file failed: ${wrong.message}", wrong)
            }
        }
        tellOthers(read)
    }

    /** A template of CloudFormation, say, which nobody shall believe to have been deployed. */
    private fun tellOthers(read: Set<String>) {
        val known = read.map { it.substringBefore('/') }
        val alone = others.filter { it !in known && !it.startsWith('.') }
        if (alone.isEmpty()) return
        log("Init: left alone, as only *.json, *.sh and *.zip are run: ${alone.sorted().joinToString()}")
    }

    private fun runScript(
        file: Path,
        aws: MockAws,
        endpoint: URI,
        keys: Pair<String, String>,
    ) {
        val path = file.toAbsolutePath().toString()
        val builder = ProcessBuilder(if (file.isExecutable()) listOf(path) else listOf("sh", path))
        builder.directory(folder.toFile()).redirectErrorStream(true)
        builder.environment() +=
            mapOf(
                "AWS_ENDPOINT_URL" to "$endpoint",
                "AWS_ACCESS_KEY_ID" to keys.first,
                "AWS_SECRET_ACCESS_KEY" to keys.second,
                "AWS_DEFAULT_REGION" to aws.region,
                "AWS_REGION" to aws.region,
            )
        val process = builder.start()
        process.outputStream.close()
        process.inputStream.bufferedReader().forEachLine { log("${file.name}: $it") }
        val code = process.waitFor()
        if (code != 0) throw IOException("it ended with $code")
    }
}
