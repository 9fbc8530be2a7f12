package io.mockaws.services.s3.multipart

import io.mockaws.engine.StoredBody
import io.mockaws.services.s3.PartDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.TooSmallDetail
import io.mockaws.services.s3.checksum.ChecksumMembers
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.CrcCombine
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.checksum.toBase64
import io.mockaws.services.s3.lock.ObjectLock
import io.mockaws.services.s3.objects.ObjectPart
import io.mockaws.services.s3.objects.S3Object
import java.security.MessageDigest
import java.util.Base64
import java.util.HexFormat
import kotlin.time.Instant

/** A part as CompleteMultipartUpload names it. */
internal interface NamedPart : ChecksumMembers {
    val eTag: String?
    val partNumber: Int?
}

/**
 * Puts the parts of an upload together, after S3's checks of the list.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
internal class Assembly(
    private val upload: MultipartUpload,
    named: List<NamedPart>,
) {
    private val parts: List<UploadedPart>

    init {
        if (named.isEmpty() || named.any { it.partNumber == null }) throw S3Faults.malformedXml()
        val numbers = named.map { it.partNumber!! }
        if (numbers.zipWithNext().any { (a, b) -> a >= b }) throw S3Faults.invalidPartOrder(upload.id)
        parts = named.map { uploaded(it, it.partNumber!!) }
        parts.dropLast(1).firstOrNull { it.size < S3Limits.PART_BYTES }?.let { throw tooSmall(it) }
    }

    val checksum: ObjectChecksum =
        when (upload.checksumType) {
            ChecksumType.COMPOSITE -> composite()
            ChecksumType.FULL_OBJECT -> fullObject()
        }

    val size: Long = parts.sumOf { it.size }

    fun assemble(
        at: Instant,
        lock: ObjectLock,
    ): S3Object =
        S3Object(
            key = upload.key,
            body = StoredBody.concat(parts.map { it.body }),
            eTag = eTag(),
            lastModified = at,
            headers = upload.headers,
            checksum = checksum.takeIf { upload.keepsChecksum },
            encryption = upload.encryption,
            lock = lock,
            parts = parts.mapIndexed { index, part -> ObjectPart(index + 1, part.size, partChecksum(part)) },
            acl = upload.begin.acl,
            owner = upload.begin.owner,
        )

    private fun uploaded(
        named: NamedPart,
        number: Int,
    ): UploadedPart {
        val part = upload.parts[number]
        if (part == null || part.eTag.trim('"') != named.eTag?.trim('"')) throw invalidPart(named, number)
        val sent = named.sent()
        if (sent == null) {
            if (upload.checksumAlgorithm != null && upload.checksumType == ChecksumType.COMPOSITE) {
                throw checksumOfPartMissing(number)
            }
        } else if (upload.checksumAlgorithm != null && sent.algorithm != upload.checksumAlgorithm) {
            throw S3Faults.badPartChecksum(sent.algorithm, number)
        } else if (upload.checksumAlgorithm == null || part.checksums[sent.algorithm] != sent.value) {
            // Where no algorithm was asked for, S3 knows parts by no checksum, not even by the one sent with the part.
            throw invalidPart(named, number)
        }
        return part
    }

    private fun invalidPart(
        named: NamedPart,
        number: Int,
    ) = S3Faults.invalidPart(PartDetail(upload.id, number, named.eTag?.trim('"')))

    private fun checksumOfPartMissing(number: Int) =
        S3Faults.invalidRequest(
            "The upload was created using a ${upload.effectiveAlgorithm.lowerCase} checksum. The complete request " +
                "must include the checksum for each part. It was missing for part $number in the request.",
        )

    private fun tooSmall(part: UploadedPart) =
        S3Faults.entityTooSmall(
            TooSmallDetail(part.size, S3Limits.PART_BYTES, part.number, part.eTag.trim('"')),
        )

    /** The MD5 of the parts' MD5s and how many there are. */
    private fun eTag(): String {
        val md5 = MessageDigest.getInstance("MD5")
        parts.forEach { md5.update(HexFormat.of().parseHex(it.eTag.trim('"'))) }
        return "\"${HexFormat.of().formatHex(md5.digest())}-${parts.size}\""
    }

    private fun composite(): ObjectChecksum {
        val all = parts.map { valueOf(it) }.reduce { a, b -> a + b }
        val value = "${upload.effectiveAlgorithm.of(all).toBase64()}-${parts.size}"
        return ObjectChecksum(upload.effectiveAlgorithm, ChecksumType.COMPOSITE, value)
    }

    private fun fullObject(): ObjectChecksum {
        val crc = CrcCombine(upload.effectiveAlgorithm)
        val value =
            parts.drop(1).fold(valueOf(parts.first())) { whole, part ->
                crc.combine(whole, valueOf(part), part.size)
            }
        return ObjectChecksum(upload.effectiveAlgorithm, ChecksumType.FULL_OBJECT, value.toBase64())
    }

    private fun valueOf(part: UploadedPart): ByteArray =
        Base64.getDecoder().decode(part.checksums.getValue(upload.effectiveAlgorithm))

    private fun partChecksum(part: UploadedPart): ObjectChecksum? =
        upload.checksumAlgorithm?.let { ObjectChecksum(it, upload.checksumType, part.checksums.getValue(it)) }
}
