package io.mockaws.services.cloudformation.resource

import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.io.ByteArrayOutputStream
import java.util.Base64
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/**
 * Code of functions that a template has in itself. Beside it lies the module by which custom resources answer.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code-cfnresponsemodule.html
 */
internal object InlineCode {
    /** [code] with its `ZipFile` as the archive that CreateFunction takes; as it is where it has none. */
    fun zipped(
        code: JsonObject,
        runtime: String?,
    ): JsonElement {
        val text = code["ZipFile"]?.scalar ?: return code
        val isPython = runtime.orEmpty().startsWith("python")
        val module = if (isPython) "cfnresponse.py" else "cfn-response.js"
        val files = listOf(
            (if (isPython) "index.py" else "index.js") to text.encodeToByteArray(),
            module to bytesOf(module)
        )
        return JsonObject(code + ("ZipFile" to JsonPrimitive(Base64.getEncoder().encodeToString(zip(files)))))
    }

    private fun bytesOf(module: String): ByteArray =
        checkNotNull(InlineCode::class.java.getResourceAsStream("/io/mockaws/services/cloudformation/$module")).use {
            it.readBytes()
        }

    private fun zip(files: List<Pair<String, ByteArray>>): ByteArray {
        val bytes = ByteArrayOutputStream()
        ZipOutputStream(bytes).use { zip ->
            for ((name, content) in files) {
                // Without the time, so that the same code has the same hash.
                zip.putNextEntry(ZipEntry(name).apply { time = 0 })
                zip.write(content)
                zip.closeEntry()
            }
        }
        return bytes.toByteArray()
    }
}
