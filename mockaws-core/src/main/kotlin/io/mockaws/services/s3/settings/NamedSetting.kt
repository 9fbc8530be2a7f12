package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import kotlinx.serialization.Serializable
import java.util.Base64
import kotlin.reflect.KClass

/**
 * A kind of which a bucket has any number, each by an id: analytics, inventories, metrics, tierings. They differ in
 * the document alone.
 */
@Serializable
internal sealed interface NamedSetting : BucketSetting {
    val id: String
}

@Serializable
internal data class NamedSettingRequest(
    val bucket: String,
    val id: String,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class ListNamedSettingsRequest(
    val bucket: String,
    val continuationToken: String? = null,
    val expectedBucketOwner: String? = null,
)

/** A hundred at most, by id. */
internal class NamedSettingsPage<T : NamedSetting>(
    val settings: List<T>,
    /** Null where there are no more. */
    val next: String?,
)

/** What buckets can do with settings of the [kind]. */
internal class NamedSettings<T : NamedSetting>(
    private val kind: KClass<T>,
    /** The fault where the document has another id than the request. */
    private val mismatch: () -> AwsFault = S3Faults::malformedXml,
) {
    fun put(
        call: CallContext<S3State>,
        bucket: String,
        expectedOwner: String?,
        id: String,
        setting: T,
    ) {
        call.openBucket(bucket, expectedOwner)
        if (setting.id != id) throw mismatch()
        call.configure(bucket, expectedOwner) { configuration ->
            if (all(configuration).count { it.id != id } >= MOST) throw tooMany()
            configuration.with(setting)
        }
    }

    fun get(
        call: CallContext<S3State>,
        request: NamedSettingRequest,
    ): T = find(call.openBucket(request.bucket, request.expectedBucketOwner).settings.configuration, request.id)

    fun delete(
        call: CallContext<S3State>,
        request: NamedSettingRequest,
    ) = call.configure(request.bucket, request.expectedBucketOwner) { it.without(find(it, request.id)) }

    fun list(
        call: CallContext<S3State>,
        request: ListNamedSettingsRequest,
    ): NamedSettingsPage<T> {
        val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
        val after = request.continuationToken?.let { decode(it) }.orEmpty()
        val rest = all(bucket.settings.configuration).sortedBy { it.id }.filter { it.id > after }
        val page = rest.take(PAGE)
        return NamedSettingsPage(page, if (rest.size > PAGE) encode(page.last().id) else null)
    }

    private fun all(configuration: BucketConfiguration): List<T> = configuration.settings.filterIsInstance(kind.java)

    private fun find(
        configuration: BucketConfiguration,
        id: String,
    ): T =
        all(configuration).firstOrNull { it.id == id }
            ?: throw AwsFault("NoSuchConfiguration", "The specified configuration does not exist.", 404)

    private fun tooMany() =
        AwsFault(
            "TooManyConfigurations",
            "You are attempting to create a new configuration but have already reached the 1,000-configuration limit.",
        )

    private fun encode(id: String) = Base64.getEncoder().encodeToString(id.encodeToByteArray())

    private fun decode(token: String): String =
        try {
            Base64.getDecoder().decode(token).decodeToString()
        } catch (_: IllegalArgumentException) {
            throw S3Faults.invalidArgument("The continuation token provided is incorrect", "continuation-token", token)
        }

    private companion object {
        /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketAnalyticsConfigurations.html and the others */
        const val PAGE = 100
        const val MOST = 1000
    }
}
