package io.mockaws.sdk.java

import io.mockaws.engine.InputStreamBody
import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm
import software.amazon.awssdk.checksums.SdkChecksum
import software.amazon.awssdk.core.interceptor.trait.HttpChecksum
import software.amazon.awssdk.http.SdkHttpExecutionAttribute
import software.amazon.awssdk.http.SdkHttpExecutionAttributes
import software.amazon.awssdk.http.async.AsyncExecuteRequest
import java.nio.file.Files
import java.nio.file.OpenOption
import java.nio.file.Path
import java.nio.file.StandardOpenOption.APPEND
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.CREATE_NEW
import java.nio.file.StandardOpenOption.TRUNCATE_EXISTING
import java.nio.file.StandardOpenOption.WRITE
import java.util.Base64

/**
 * What the native half of a CRT-based S3 client (`S3AsyncClient.crtBuilder()`) does with a call, and the mock has to do
 * in its place: it reads and writes the files that the caller named, and adds the checksum that a request must have. The
 * SDK tells it what to do by attributes of its module for S3. That may be absent, so they are looked up by name.
 */
internal class NativeS3Work private constructor(
    private val attributes: SdkHttpExecutionAttributes,
) {
    private val checksum = attribute("HTTP_CHECKSUM") as HttpChecksum?

    /** The file that the caller sends, or null where the content comes from elsewhere. */
    fun body(): HttpBody? {
        val file = attribute("OBJECT_FILE_PATH") as Path? ?: return null
        return InputStreamBody(Files.newInputStream(file), Files.size(file))
    }

    /** [request] with its checksum, if it needs one and has none. */
    suspend fun prepared(request: HttpRequest): HttpRequest {
        val named = request.headers[ALGORITHM]
        if (named == null && checksum?.isRequestChecksumRequired != true) return request
        if ("Content-MD5" in request.headers || request.headers.any { (name, _) -> name.startsWith(CHECKSUM, true) }) {
            return request
        }
        val algorithm =
            checkNotNull(DefaultChecksumAlgorithm.fromValue(named ?: checksum?.requestAlgorithm() ?: "CRC32"))
        val content = request.body.readBytes()
        val digest = SdkChecksum.forAlgorithm(algorithm).apply { update(content, 0, content.size) }.checksumBytes
        val field = CHECKSUM + algorithm.algorithmId().lowercase() to Base64.getEncoder().encodeToString(digest)
        return HttpRequest(
            request.method,
            request.path,
            request.query,
            Headers.builder().addAll(request.headers).add(field.first, field.second).build(),
            HttpBody.Bytes(content),
            request.origin,
        )
    }

    /** What is left of the answer's content for the caller: none, when it goes to a file. */
    suspend fun received(response: HttpResponse): HttpBody {
        val file = attribute("RESPONSE_FILE_PATH") as Path?
        if (file == null || response.status !in SUCCESS) return response.body
        Files.newOutputStream(file, *options()).use { out ->
            response.body.open().use { source ->
                val buffer = ByteArray(CHUNK)
                while (true) {
                    val count = source.read(buffer)
                    if (count < 0) break
                    out.write(buffer, 0, count)
                }
            }
        }
        return HttpBody.Empty
    }

    private fun options(): Array<OpenOption> =
        when (val wanted = attribute("RESPONSE_FILE_OPTION")?.toString()) {
            "CREATE_NEW" -> arrayOf(CREATE_NEW, WRITE)
            "CREATE_OR_APPEND" -> arrayOf(CREATE, APPEND)
            "CREATE_OR_REPLACE", null -> arrayOf(CREATE, WRITE, TRUNCATE_EXISTING)
            else -> throw UnsupportedOperationException("mockaws does not write to files by $wanted")
        }

    private fun attribute(name: String): Any? = keys[name]?.let { attributes.getAttribute(it) }

    companion object {
        private const val ALGORITHM = "x-amz-sdk-checksum-algorithm"
        private const val CHECKSUM = "x-amz-checksum-"
        private val SUCCESS = 200..299

        /** Their class is part of the module for S3 and needs the CRT; which there are depends on the version. */
        private val keys: Map<String, SdkHttpExecutionAttribute<*>> by lazy {
            try {
                Class.forName(
                    "software.amazon.awssdk.services.s3.internal.crt.S3InternalSdkHttpExecutionAttribute"
                ).fields
                    .associate { it.name to it.get(null) as SdkHttpExecutionAttribute<*> }
            } catch (noS3: ClassNotFoundException) {
                emptyMap()
            } catch (noCrt: LinkageError) {
                emptyMap()
            }
        }

        /** The work that comes with [request]; null for what any other client sends. */
        fun of(request: AsyncExecuteRequest): NativeS3Work? =
            request.httpExecutionAttributes()?.let {
                NativeS3Work(it)
            }?.takeIf { it.attribute("OPERATION_NAME") != null }
    }
}
