package io.mockaws.services.cloudformation.sam

import java.net.URLDecoder

/** Where an object is, by properties Bucket, Key and Version or by `s3://bucket/key?versionId=version`. */
internal object S3Location {
    private val URI = Regex("""s3://([^/?#\[\]]+)/([^?#]*)(?:\?([^#]*))?(?:#.*)?""", RegexOption.IGNORE_CASE)
    private val SECRET = Regex("""\{\{resolve:(ssm|ssm-secure|secretsmanager):[a-zA-Z0-9_.\-/]+(:\d+)?}}""")

    /** As a definition names it. */
    fun of(
        value: Any?,
        id: String,
        property: String,
    ): Fields {
        if (value is Fields && (!present(value["Bucket"]) || !present(value["Key"]))) {
            wrongResource(id, "'$property' requires Bucket and Key properties to be specified.")
        }
        val from =
            value as? Fields ?: parse(value as? String)
                ?: wrongResource(
                    id,
                    "'$property' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId " +
                        "query parameter."
                )
        return Fields().also { made ->
            listOf("Bucket", "Key", "Version").forEach {
                if (it in
                    from
                ) {
                    made[it] = from[it]
                }
            }
        }
    }

    /** As the code of a function or a layer names it. */
    fun ofCode(
        value: Any?,
        id: String,
        property: String,
    ): Fields {
        if (value !is Fields && value !is String) wrongResource(id, "'$property' must be of type dict or string.")
        if (value is String && SECRET.find(value)?.value?.contains('/') == true) {
            wrongResource(
                id,
                "Unsupported dynamic reference detected in '$property'. Please consider using alternative " +
                    "'FunctionCode' object format.",
            )
        }
        val from = of(value, id, property)
        val made = fieldsOf("S3Bucket" to from["Bucket"], "S3Key" to from["Key"])
        if ("Version" in from) made["S3ObjectVersion"] = from["Version"]
        return made
    }

    private fun parse(uri: String?): Fields? {
        val (bucket, key, query) = URI.matchEntire(uri ?: return null)?.destructured ?: return null
        val made = fieldsOf("Bucket" to bucket, "Key" to key.trimStart('/'))
        val versions = query.split('&').filter { it.startsWith("versionId=") }.map { it.substringAfter('=') }
        if (versions.size == 1) made["Version"] = URLDecoder.decode(versions[0], Charsets.UTF_8)
        return made
    }
}
