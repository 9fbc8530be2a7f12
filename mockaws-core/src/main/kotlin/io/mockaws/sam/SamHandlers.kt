package io.mockaws.sam

import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import io.mockaws.services.lambda.code.LocalCode
import kotlinx.serialization.json.JsonObject
import java.nio.file.Path
import java.util.zip.ZipFile
import kotlin.io.path.Path
import kotlin.io.path.div
import kotlin.io.path.isDirectory
import kotlin.io.path.isRegularFile

/** Whether the handlers of a project's functions are where the template says. */
internal object SamHandlers {
    /** What is missing, a line each, with what to change. */
    fun missing(template: JsonObject): List<String> =
        template.section("Resources").mapNotNull { (id, resource) ->
            if (resource !is JsonObject || resource.textAt("Type") != "AWS::Lambda::Function") return@mapNotNull null
            val properties = resource.section("Properties")
            val code = properties.section("Code")
            val place = code.textAt("S3Key")?.takeIf { code.textAt("S3Bucket") == LocalCode.BUCKET }
            val handler = properties.textAt("Handler").orEmpty()
            place?.let { missing(id, LocalCode(Path(it)), handler, properties.textAt("Runtime").orEmpty()) }
        }

    private fun missing(
        id: String,
        code: LocalCode,
        handler: String,
        runtime: String,
    ): String? {
        if (!code.exists) return "$id: there is no ${code.place}. Correct CodeUri, or build the project"
        val wanted =
            when {
                runtime.startsWith("java") -> handler.substringBefore("::").replace('.', '/') + ".class"
                runtime.startsWith("python") -> handler.substringBeforeLast('.').replace('.', '/') + ".py"
                runtime.startsWith("nodejs") -> handler.substringBeforeLast('.')
                else -> return null
            }
        val isThere =
            when {
                runtime.startsWith("java") -> isOnClassPath(wanted) || code.classPath().any { has(it, wanted) }
                !code.isFolder -> return null
                runtime.startsWith("nodejs") -> listOf(".js", ".mjs", ".cjs").any { has(code.place, wanted + it) }
                else -> has(code.place, wanted)
            }
        if (isThere) return null
        val what = if (runtime.startsWith("java")) "class ${handler.substringBefore("::")}" else "file $wanted"
        return "$id: its Handler $handler names the $what, which is not in ${code.place}. Build the project, or " +
            "correct Handler or CodeUri"
    }

    private fun isOnClassPath(name: String): Boolean {
        val loader = Thread.currentThread().contextClassLoader ?: javaClass.classLoader
        return loader.getResource(name) != null
    }

    private fun has(
        place: Path,
        name: String,
    ): Boolean =
        when {
            place.isDirectory() -> (place / name).isRegularFile()
            place.isRegularFile() -> ZipFile(place.toFile()).use { it.getEntry(name) != null }
            else -> false
        }
}
