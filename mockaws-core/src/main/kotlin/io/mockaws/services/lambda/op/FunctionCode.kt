package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.code.LocalCode
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import java.io.ByteArrayInputStream
import java.security.MessageDigest
import java.util.Base64
import java.util.zip.ZipException
import java.util.zip.ZipInputStream
import kotlin.io.path.Path

@Serializable
internal data class FunctionCode(
    val zipFile: Blob? = null,
    val s3Bucket: String? = null,
    val s3Key: String? = null,
    val s3ObjectVersion: String? = null,
    val imageUri: String? = null,
)

/** What was uploaded: [zip] is null for an image, and where there is none, or where it lies on this machine. */
internal class UploadedCode(
    val sha256: String,
    val size: Long,
    val zip: Blob?,
    /** Where the code lies on this machine, if it is read from there. */
    val place: String? = null,
)

/** The code that a call gives. */
internal suspend fun LambdaCall.uploaded(code: FunctionCode): UploadedCode {
    code.imageUri?.let { return UploadedCode(sha256(it.encodeToByteArray()), 0, null) }
    localCode(code)?.let {
        val place = "${it.place.toAbsolutePath().normalize()}"
        return UploadedCode(sha256(place.encodeToByteArray()), 0, null, place)
    }
    code.zipFile?.let { return uploaded(it) }
    return stored(fromS3(code) ?: throw LambdaFaults.invalid("Please provide a source for function code."))
}

/** What [code] names on this machine, by the bucket that stands for it. */
internal fun localCode(code: FunctionCode): LocalCode? {
    if (code.s3Bucket != LocalCode.BUCKET || code.s3Key == null) return null
    val local = LocalCode(Path(code.s3Key))
    if (!local.place.isAbsolute) {
        throw LambdaFaults.invalid(
            "The bucket ${LocalCode.BUCKET} takes whole paths of this machine as keys, not ${code.s3Key}"
        )
    }
    if (!local.exists) throw LambdaFaults.invalid("There is no folder or file ${code.s3Key} on this machine")
    return local
}

internal fun uploaded(zip: Blob): UploadedCode {
    if (zip.size > LambdaLimits.ZIPPED) throw LambdaFaults.zipTooLarge(LambdaLimits.ZIPPED)
    return stored(zip)
}

/** What comes from S3 may be as large as it is, zipped. */
private fun stored(zip: Blob): UploadedCode {
    checkZip(zip.bytes)
    return UploadedCode(sha256(zip.bytes), zip.size.toLong(), zip)
}

private suspend fun LambdaCall.fromS3(code: FunctionCode): Blob? {
    val bucket = code.s3Bucket ?: return null
    val key = code.s3Key ?: return null
    return storedObject(bucket, key, code.s3ObjectVersion)
}

/** Refuses what no zip is, or one that would be too large. */
private fun checkZip(bytes: ByteArray) {
    var entries = 0
    var size = 0L
    try {
        ZipInputStream(ByteArrayInputStream(bytes)).use { zip ->
            val buffer = ByteArray(BUFFER)
            while (true) {
                zip.nextEntry ?: break
                entries++
                while (true) {
                    val read = zip.read(buffer)
                    if (read < 0) break
                    size += read
                    if (size > LambdaLimits.UNZIPPED) {
                        throw LambdaFaults.invalid(
                            "Unzipped size must be smaller than ${LambdaLimits.UNZIPPED} bytes"
                        )
                    }
                }
            }
        }
    } catch (_: ZipException) {
        throw notUnzipped()
    } catch (_: java.io.EOFException) {
        throw notUnzipped()
    }
    if (entries == 0) {
        throw if (bytes.isEmpty() || isZip(bytes)) {
            LambdaFaults.invalid("Uploaded file must be a non-empty zip")
        } else {
            notUnzipped()
        }
    }
}

private fun isZip(bytes: ByteArray) = bytes.size > 1 && bytes[0] == 'P'.code.toByte() && bytes[1] == 'K'.code.toByte()

private fun notUnzipped() =
    LambdaFaults.invalid("Could not unzip uploaded file. Please check your file, then try to upload again.")

/** As the API shows it: in Base64. */
internal fun sha256(bytes: ByteArray): String =
    Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes))

private const val BUFFER = 8192
