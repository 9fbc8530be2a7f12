package io.mockaws.services.cloudformation.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.services.cloudformation.resource.ResourceCalls
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.net.URI
import java.net.URISyntaxException
import java.net.URLDecoder

/** Where templates come from. */
internal class Templates(
    private val call: CloudFormationCall,
) {
    /** The text of the template that [source] names. */
    suspend fun text(
        source: TemplateSource,
        before: Stack?,
    ): String {
        if (source.body != null &&
            source.url != null
        ) {
            throw CloudFormationFaults.invalid("You cannot specify both Template URL and Template Body.")
        }
        if (source.usesPrevious && before != null) return before.definition.body
        source.body?.let { body ->
            if (body.encodeToByteArray().size > MAX_BODY && call.principal == null) throw tooLarge(body)
            return body
        }
        return fetched(
            source.url ?: throw CloudFormationFaults.invalid("Either Template URL or Template Body must be specified.")
        )
    }

    private fun tooLarge(body: String) =
        CloudFormationFaults.invalid(
            "1 validation error detected: Value '$body' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to $MAX_BODY",
        )

    private suspend fun fetched(url: String): String {
        val (bucket, key) = placeOf(url) ?: throw CloudFormationFaults.invalid("TemplateURL must be a supported URL.")
        if (bucket.isEmpty() ||
            key.isEmpty()
        ) {
            throw CloudFormationFaults.invalid(
                "S3 error: Domain name specified in $bucket is not a valid S3 domain"
            )
        }
        return try {
            call.world.links.objects.read(
                bucket,
                key,
                null,
                call.at(Place(call.account, regionOf(bucket)))
            ).decodeToString()
        } catch (fault: AwsFault) {
            throw CloudFormationFaults.invalid(
                "S3 error: ${fault.error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
            )
        }
    }

    /** A template may be in any region. */
    private fun regionOf(bucket: String): String {
        val location = call.serviceCall(
            "s3",
            "GetBucketLocation",
            JsonObject(mapOf("Bucket" to JsonPrimitive(bucket))),
            ResourceCalls.SENDER
        )
        return location["LocationConstraint"] as? String ?: "us-east-1"
    }

    companion object {
        private const val MAX_BODY = 51_200
        private val HOST = Regex("(?:(.+)\\.)?s3(?:[.-][a-z0-9-]+)*?(?:\\.[a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?")

        /** Bucket and key of an address of S3, on AWS or on this machine; null for any other. */
        fun placeOf(url: String): Pair<String, String>? {
            val uri =
                try {
                    URI(url)
                } catch (_: URISyntaxException) {
                    return null
                }
            val host = uri.host ?: uri.authority ?: return null
            val path = URLDecoder.decode(uri.rawPath.orEmpty().removePrefix("/").replace("+", "%2B"), Charsets.UTF_8)
            if (uri.scheme == "s3") return host to path
            if (uri.scheme != "http" && uri.scheme != "https") return null
            val bucket = HOST.matchEntire(host)?.groupValues?.get(1) ?: bucketOfLocal(host) ?: return null
            return if (bucket.isEmpty()) path.substringBefore('/') to path.substringAfter('/', "") else bucket to path
        }

        private fun bucketOfLocal(host: String): String? =
            when {
                host == "localhost" || host.startsWith("127.") || host == "[::1]" -> ""
                ".s3." in host -> host.substringBefore(".s3.")
                host.endsWith(".localhost") || host.startsWith("s3.") -> ""
                else -> null
            }
    }
}
