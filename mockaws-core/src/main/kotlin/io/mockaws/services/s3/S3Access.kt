package io.mockaws.services.s3

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.access.at
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.encryption.KeyNeeds
import io.mockaws.services.s3.objects.CopySource
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.objects.Tags
import io.mockaws.services.s3.op.AclGrants
import io.mockaws.services.s3.op.ownerOf
import io.mockaws.services.s3.settings.BucketPolicy
import io.mockaws.services.s3.settings.PublicAccessBlock
import io.mockaws.services.s3.versions.objectOrNull

/**
 * Bucket policies, access control lists and what is blocked of both.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
 */
internal object S3Access : ServiceAccess<S3State>() {
    private const val ARN = "arn:aws:s3:::"

    /** What the owner of a bucket can always do as the root user, whatever its policy says. */
    private val ALWAYS = setOf("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy")

    override fun furtherNeeds(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S3State>,
    ): List<Need> = listOfNotNull(source(input)) + KeyNeeds.of(operation, input, call)

    override fun needsWhereMissing(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S3State>,
    ): List<Need> = listOfNotNull(missing(operation, input, call))

    /** The keys that are to be deleted. */
    override fun needsOfParts(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S3State>,
    ): List<Need> {
        if (operation != "DeleteObjects") return emptyList()
        return input.at("Delete.Objects").filterIsInstance<Map<*, *>>().map {
            val action = if (it["VersionId"] == null) "s3:DeleteObject" else "s3:DeleteObjectVersion"
            Need(action, "$ARN${input["Bucket"]}/${it["Key"]}")
        }
    }

    /** The object that is copied. */
    private fun source(input: Map<String, Any?>): Need? {
        val header = input["CopySource"] as? String ?: return null
        val source =
            try {
                CopySource.parse(header)
            } catch (_: AwsFault) {
                return null
            }
        val action = if (source.versionId == null) "s3:GetObject" else "s3:GetObjectVersion"
        return Need(action, "$ARN${source.bucket}/${source.key}")
    }

    /** Who may not list a bucket does not learn that a key is not there. */
    private fun missing(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S3State>,
    ): Need? {
        if (operation != "GetObject" && operation != "HeadObject") return null
        if (input["VersionId"] != null) return null
        val bucket = call.state.bucket("${input["Bucket"]}") ?: return null
        return if ("${input["Key"]}" in bucket.objects) null else Need("s3:ListBucket", bucket.arn)
    }

    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<S3State>,
    ): ResourceSide {
        val bucket = bucketOf(need, call) ?: return NOTHING
        val settings = bucket.settings.configuration
        val policy = settings.find<BucketPolicy>()
        val isOwner = principal.type == Principal.Type.ROOT && principal.account == bucket.owner
        val target = objectOf(need, keys, bucket)
        val owner = if (need.action in OF_BUCKET || target == null) bucket.owner else bucket.ownerOf(target)
        return ResourceSide(
            owner,
            policy("the bucket policy", policy?.text).takeUnless { isOwner && need.action in ALWAYS },
            grant = AclGrants(bucket, principal).allowing(need.action, target),
            isClosed =
            policy != null && settings.find<PublicAccessBlock>()?.restrictPublicBuckets == true && policy.isPublic,
            onlyDenies = owner != bucket.owner,
        )
    }

    /**
     * What is done to a key is the bucket's owner's to allow, whoever wrote the object that is there: to put another in
     * its place, to delete it, to have it back from an archive.
     * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html
     */
    private val OF_BUCKET =
        setOf(
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
            "s3:RestoreObject",
            "s3:ReplicateDelete",
        )

    private fun bucketOf(
        need: Need,
        call: CallContext<S3State>,
    ): Bucket? = call.state.bucket(need.resource.removePrefix(ARN).substringBefore('/'))

    private fun objectOf(
        need: Need,
        keys: ConditionKeys,
        bucket: Bucket,
    ): S3Object? {
        val path = need.resource.removePrefix(ARN)
        if ('/' !in path) return null
        return bucket.objectOrNull(path.substringAfter('/'), keys.values("s3:versionid")?.singleOrNull())
    }

    override fun values(
        key: String,
        need: Need,
        input: Map<String, Any?>,
        call: CallContext<S3State>,
    ): List<String>? {
        val name = key.removePrefix("s3:")
        return when {
            name.startsWith("existingobjecttag/") -> existingTag(name, need, input, call)
            name.startsWith("requestobjecttag/") -> tag(requestTags(input), name)
            name == "requestobjecttagkeys" -> requestTags(input).keys.toList().ifEmpty { null }
            name == "resourceaccount" -> bucketOf(need, call)?.let { listOf(it.owner) }
            name == "signatureversion" -> listOf("AWS4-HMAC-SHA256")
            name == "tlsversion" -> listOf("1.3").takeIf { call.origin.startsWith("https") }
            else -> null
        }
    }

    private fun existingTag(
        name: String,
        need: Need,
        input: Map<String, Any?>,
        call: CallContext<S3State>,
    ): List<String>? {
        val bucket = bucketOf(need, call) ?: return null
        val version = ConditionKeys {
            if (it ==
                "s3:versionid"
            ) {
                (input["VersionId"] as? String)?.let(::listOf)
            } else {
                null
            }
        }
        return objectOf(need, version, bucket)?.let { tag(it.headers.tags, name) }
    }

    private fun tag(
        tags: Map<String, String>,
        name: String,
    ): List<String>? {
        val wanted = name.substringAfter('/')
        return tags.entries.firstOrNull { it.key.equals(wanted, ignoreCase = true) }?.let { listOf(it.value) }
    }

    /** Of the header, or of a document that sets tags. */
    private fun requestTags(input: Map<String, Any?>): Map<String, String> =
        when (val sent = input["Tagging"]) {
            is String ->
                try {
                    Tags.parseHeader(sent)
                } catch (_: AwsFault) {
                    emptyMap()
                }

            is Map<*, *> ->
                (sent["TagSet"] as? List<*>).orEmpty().filterIsInstance<Map<*, *>>()
                    .associate { "${it["Key"]}" to "${it["Value"] ?: ""}" }

            else -> emptyMap()
        }
}
