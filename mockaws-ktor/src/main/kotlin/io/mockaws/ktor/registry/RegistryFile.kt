package io.mockaws.ktor.registry

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.io.IOException
import java.net.URI
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import kotlin.io.path.getLastModifiedTime
import kotlin.io.path.readText

/** The file by which a server is found: its name tells nothing, what is in it tells where the server is. */
internal class RegistryFile private constructor(
    val path: Path,
    /** Where the server answers: `http://127.0.0.1:5000`. */
    val endpoint: URI,
    /** When it was written, by the clock of its file system. */
    val writtenAt: FileTime,
) {
    companion object {
        private val NAME = Regex("mockaws-server-[0-9a-f-]{36}\\.json")

        fun isOne(path: Path): Boolean = NAME.matches(path.fileName.toString())

        fun nameOf(uuid: String): String = "mockaws-server-$uuid.json"

        /** What is in the file of the server at [endpoint], which this process is. */
        fun content(endpoint: URI): String =
            buildJsonObject {
                put("endpoint", "$endpoint")
                put("host", endpoint.host)
                put("pid", ProcessHandle.current().pid())
                put("port", endpoint.port)
            }.toString()

        /** Null for a file that is gone by now, or is none of ours although it is called so. */
        fun read(path: Path): RegistryFile? =
            try {
                val content = Json.parseToJsonElement(path.readText()) as? JsonObject
                val endpoint = (content?.get("endpoint") as? JsonPrimitive)?.takeIf { it.isString }?.content
                endpoint?.let { URI.create(it) }?.takeIf { it.host != null && it.port > 0 }
                    ?.let { RegistryFile(path, it, path.getLastModifiedTime()) }
            } catch (_: IOException) {
                null
            } catch (_: IllegalArgumentException) {
                null
            }
    }
}
