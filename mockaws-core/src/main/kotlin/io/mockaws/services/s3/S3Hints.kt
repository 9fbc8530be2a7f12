package io.mockaws.services.s3

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.wire.listed

/** What the journal says to who asks for a bucket or an object by a wrong name, or in a wrong region. */
internal object S3Hints {
    fun of(
        fault: AwsFault,
        input: Map<String, Any?>,
        state: S3State,
        place: Place,
    ): String? {
        val name = input["Bucket"] as? String ?: return null
        val bucket = state.bucket(name)
        val key = input["Key"] as? String
        return when {
            bucket == null -> "there are no buckets".takeIf { state.buckets().isEmpty() }

            fault.error.code == "PermanentRedirect" ->
                "the bucket $name is in ${bucket.region}, the client in ${place.region}"

            fault.error.code == "NoSuchKey" && key != null -> missing(key, name, bucket.objects.keys)

            else -> null
        }
    }

    /** `there is no object 2.txt in receipts; there are [1.txt]`. */
    private fun missing(
        key: String,
        bucket: String,
        keys: Collection<String>,
    ): String {
        val there = if (keys.isEmpty()) "there are none" else listed(keys)
        return "there is no object $key in $bucket; $there"
    }
}
