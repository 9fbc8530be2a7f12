package io.mockaws.services.cloudformation.resource

import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Rules of a bucket's lifecycle, which templates write in another form than Amazon S3.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html
 */
internal object LifecycleRules {
    private val SAME = listOf("Id", "Status", "AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration")

    /** The rules of [configuration] as PutBucketLifecycleConfiguration takes them. */
    fun of(
        configuration: JsonObject
    ): JsonElement = JsonArray(
        (configuration["Rules"] as? JsonArray).orEmpty().mapNotNull {
            it as? JsonObject
        }.map(::rule)
    )

    private fun rule(rule: JsonObject): JsonObject {
        val made = LinkedHashMap<String, JsonElement>()
        for (name in SAME) rule[name]?.let { made[if (name == "Id") "ID" else name] = it }
        made["Filter"] = filter(rule)
        part(
            rule,
            "Days" to "ExpirationInDays",
            "Date" to "ExpirationDate",
            "ExpiredObjectDeleteMarker" to "ExpiredObjectDeleteMarker"
        )?.let { made["Expiration"] = it }
        rule["NoncurrentVersionExpirationInDays"]?.let {
            made["NoncurrentVersionExpiration"] =
                JsonObject(mapOf("NoncurrentDays" to it))
        }
        list(rule, "Transition").takeIf { it.isNotEmpty() }?.let { all ->
            made["Transitions"] =
                JsonArray(
                    all.map {
                        part(
                            it,
                            "Days" to "TransitionInDays",
                            "Date" to "TransitionDate",
                            "StorageClass" to "StorageClass"
                        )!!
                    }
                )
        }
        list(rule, "NoncurrentVersionTransition").takeIf { it.isNotEmpty() }?.let { all ->
            made["NoncurrentVersionTransitions"] =
                JsonArray(
                    all.map {
                        part(
                            it,
                            "NoncurrentDays" to "TransitionInDays",
                            "StorageClass" to "StorageClass",
                            "NewerNoncurrentVersions" to "NewerNoncurrentVersions"
                        )!!
                    },
                )
        }
        return JsonObject(made)
    }

    private fun list(
        rule: JsonObject,
        name: String,
    ): List<JsonObject> = (listOfNotNull(rule[name]) + (rule["${name}s"] as? JsonArray).orEmpty()).mapNotNull {
        it as? JsonObject
    }

    private fun part(
        from: JsonObject,
        vararg names: Pair<String, String>,
    ): JsonObject? = names.mapNotNull { (own, theirs) ->
        from[theirs]?.let { own to it }
    }.takeIf { it.isNotEmpty() }?.let { JsonObject(it.toMap()) }

    private fun filter(rule: JsonObject): JsonElement {
        val tags = (rule["TagFilters"] as? JsonArray).orEmpty()
        val others = listOf("ObjectSizeGreaterThan", "ObjectSizeLessThan").mapNotNull { name ->
            rule[name]?.let {
                name to
                    it
            }
        }
        val prefix = rule.textAt("Prefix")?.let { "Prefix" to JsonPrimitive(it) }
        val all = listOfNotNull(prefix) + others
        return when {
            tags.size + all.size > 1 -> JsonObject(
                mapOf(
                    "And" to JsonObject(
                        all.toMap() + if (tags.isEmpty()) emptyMap() else mapOf("Tags" to JsonArray(tags))
                    )
                )
            )

            tags.size == 1 -> JsonObject(mapOf("Tag" to tags[0]))

            all.isNotEmpty() -> JsonObject(all.toMap())

            else -> JsonObject(mapOf("Prefix" to JsonPrimitive("")))
        }
    }
}
