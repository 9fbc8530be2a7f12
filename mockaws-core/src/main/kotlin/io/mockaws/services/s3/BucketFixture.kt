package io.mockaws.services.s3

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.StoredBody
import io.mockaws.engine.settle
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.checksum.toBase64
import io.mockaws.services.s3.encryption.defaultEncryption
import io.mockaws.services.s3.encryption.encryptionBy
import io.mockaws.services.s3.lock.ObjectLock
import io.mockaws.services.s3.lock.objectLock
import io.mockaws.services.s3.lock.withDefault
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.objects.BodyDigests
import io.mockaws.services.s3.objects.ObjectHeaders
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.objects.toETag
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.services.s3.settings.BucketObjectLock
import io.mockaws.services.s3.settings.addNotification
import io.mockaws.services.s3.settings.tellEventBridge
import io.mockaws.services.s3.settings.wantedNotification
import io.mockaws.services.s3.versions.Versioning
import io.mockaws.services.s3.versions.delete
import io.mockaws.services.s3.versions.nextVersionId
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/**
 * A bucket as a test sees it. Looking at a bucket that was deleted meanwhile throws [NoSuchElementException].
 */
public class BucketFixture internal constructor(
    /** The bucket's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> CallContext<S3State>,
    private val journal: () -> Calls,
    private val made: MadeHere? = null,
) {
    /** What the mock's journal has of Amazon S3, for any bucket. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The region that the bucket is in. */
    @get:JvmName("region")
    public val region: String get() = bucket().region

    /**
     * Puts an object, in place of the one that is there, encrypted and locked by the bucket's defaults.
     *
     * @param text the content, in UTF-8
     * @param contentType its media type; S3's default is `binary/octet-stream`
     * @param metadata user metadata, by names without `x-amz-meta-`
     * @throws IllegalArgumentException for a key that is empty or longer than 1,024 bytes of UTF-8
     */
    @JvmOverloads
    public fun put(
        key: String,
        text: String,
        contentType: String = ObjectHeaders.DEFAULT_TYPE,
        metadata: Map<String, String> = emptyMap(),
    ): BucketFixture = put(key, text.encodeToByteArray(), contentType, metadata)

    /**
     * Puts an object, in place of the one that is there, encrypted and locked by the bucket's defaults.
     *
     * @param bytes the content; copied
     * @param contentType its media type; S3's default is `binary/octet-stream`
     * @param metadata user metadata, by names without `x-amz-meta-`
     * @throws IllegalArgumentException for a key that is empty or longer than 1,024 bytes of UTF-8
     */
    @JvmOverloads
    public fun put(
        key: String,
        bytes: ByteArray,
        contentType: String = ObjectHeaders.DEFAULT_TYPE,
        metadata: Map<String, String> = emptyMap(),
    ): BucketFixture {
        require(key.encodeToByteArray().size in 1..S3Limits.KEY_BYTES) {
            "A key has 1 to ${S3Limits.KEY_BYTES} bytes of UTF-8, this one has ${key.encodeToByteArray().size}"
        }
        val content = bytes.copyOf()
        val digests = BodyDigests(setOf(ChecksumAlgorithm.Default)).apply { update(content, 0, content.size) }
        val (md5, checksums) = digests.values()
        val algorithm = ChecksumAlgorithm.Default
        val added =
            S3Object(
                key = key,
                body = StoredBody.of(content),
                eTag = md5.toETag(),
                lastModified = context().now().toSeconds(),
                headers = ObjectHeaders(contentType = contentType, metadata = metadata.mapKeys { it.key.lowercase() }),
                checksum = ObjectChecksum(algorithm, ChecksumType.FULL_OBJECT, checksums.getValue(algorithm)),
            )
        val call = context()
        bucket()
        call.changeBucket(name) {
            val encryption = call.encryptionBy(it.defaultEncryption, it)
            val stored =
                added.copy(
                    versionId = it.nextVersionId(call.ids),
                    eTag = encryption.eTag(added.eTag, call.ids),
                    encryption = encryption,
                    lock = it.withDefault(ObjectLock.None, call.now()),
                )
            it.with(stored).telling(S3Event.CREATED_PUT, stored, call.ids)
        }
        call.settle()
        return this
    }

    /**
     * The content of an object as UTF-8.
     *
     * @throws NoSuchElementException when there is none
     */
    public fun text(key: String): String = bytes(key).decodeToString()

    /**
     * The content of an object, a copy of it.
     *
     * @throws NoSuchElementException when there is none
     */
    public fun bytes(key: String): ByteArray = objectAt(key).body.toByteArray()

    /** The keys that begin with [prefix], in the order of a listing: by the bytes of their UTF-8 form. */
    @JvmOverloads
    public fun keys(prefix: String = ""): List<String> = look().objects.keys.filter { it.startsWith(prefix) }

    /** Whether there is an object at [key]. */
    public fun has(key: String): Boolean = key in look().objects

    /** What a listing and a HeadObject would say of each object, by key. */
    public fun objects(): List<S3ObjectView> = look().objects.values.map { S3ObjectView(it) }

    /**
     * What a HeadObject would say of an object.
     *
     * @throws NoSuchElementException when there is none
     */
    public fun head(key: String): S3ObjectView = S3ObjectView(objectAt(key))

    /**
     * Removes the object at [key]; true when there was one. A bucket with versions keeps it as a past version under a
     * delete marker.
     */
    public fun delete(key: String): Boolean {
        val found = has(key)
        val call = context()
        call.delete(name, key, id = null, WriteConditions(ifMatch = null))
        call.settle()
        return found
    }

    /**
     * From now on, keeps what is overwritten or deleted as past versions.
     *
     * See [AWS](https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html).
     */
    public fun enableVersioning(): BucketFixture = versioning(Versioning.ENABLED)

    /**
     * From now on, overwrites and deletes the `null` version only; the versions that are there stay.
     *
     * @throws IllegalStateException where there is object lock, which needs versions
     */
    public fun suspendVersioning(): BucketFixture = versioning(Versioning.SUSPENDED)

    /**
     * From now on, versions can be locked, for which it keeps them. There is no way back.
     *
     * See [AWS](https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html).
     */
    public fun enableObjectLock(): BucketFixture {
        context().state.change(name) { bucket ->
            val settings = (bucket ?: throw gone()).settings
            val lock = bucket.objectLock ?: BucketObjectLock()
            val configuration = settings.configuration.with(lock)
            bucket.with(settings.copy(versioning = Versioning.ENABLED, configuration = configuration))
        }
        return this
    }

    /**
     * All versions of the keys that begin with [prefix], delete markers among them: by key, and of each key the latest
     * first.
     */
    @JvmOverloads
    public fun versions(prefix: String = ""): List<S3VersionView> {
        val bucket = look()
        return generateSequence(bucket.keyFrom(prefix)) { bucket.keyBehind(it) }
            .takeWhile { it.startsWith(prefix) }
            .flatMap { key ->
                bucket.versionsOf(key).mapIndexed { index, version -> S3VersionView(version, index == 0) }
            }
            .toList()
    }

    /**
     * From now on, tells a queue what happens to objects, beside whom it tells already: a message for each object, as
     * soon as it happened. Other than S3, it does not begin with a message that this is so.
     *
     * See [AWS](https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html).
     *
     * @param queueArn the queue's ARN, as `aws.sqs.queue("arrivals").arn`; it exists, in the region of the bucket
     * @param events what to tell, as S3 names it: `s3:ObjectCreated:Put`, or `s3:ObjectCreated:*` for all ways to come
     * @param prefix what the keys begin with
     * @param suffix what the keys end with
     * @throws IllegalArgumentException when S3 would refuse it: another queue is told the same of the same keys
     */
    @JvmOverloads
    public fun notifyQueue(
        queueArn: String,
        events: List<String> = listOf("s3:ObjectCreated:*"),
        prefix: String = "",
        suffix: String = "",
    ): BucketFixture = notify(queueArn, events, prefix, suffix)

    /**
     * The same for a topic: `aws.sns.topic("arrivals").arn`.
     *
     * @throws IllegalArgumentException when S3 would refuse it
     */
    @JvmOverloads
    public fun notifyTopic(
        topicArn: String,
        events: List<String> = listOf("s3:ObjectCreated:*"),
        prefix: String = "",
        suffix: String = "",
    ): BucketFixture = notify(topicArn, events, prefix, suffix)

    /**
     * The same for a function, which is invoked once for each object: `aws.lambda.function("resize").arn`.
     *
     * @throws IllegalArgumentException when S3 would refuse it: it may not invoke the function
     */
    @JvmOverloads
    public fun notifyFunction(
        functionArn: String,
        events: List<String> = listOf("s3:ObjectCreated:*"),
        prefix: String = "",
        suffix: String = "",
    ): BucketFixture = notify(functionArn, events, prefix, suffix)

    private fun notify(
        arn: String,
        events: List<String>,
        prefix: String,
        suffix: String,
    ): BucketFixture {
        try {
            context().addNotification(bucket(), wantedNotification(arn, events, prefix, suffix))
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        return this
    }

    /**
     * From now on, tells the default event bus of Amazon EventBridge what happens to objects: `Object Created` and so on.
     *
     * See [AWS](https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html).
     */
    public fun notifyEventBridge(): BucketFixture {
        context().tellEventBridge(bucket())
        return this
    }

    private fun versioning(versioning: Versioning): BucketFixture {
        context().state.change(name) { bucket ->
            val target = bucket ?: throw gone()
            check(versioning == Versioning.ENABLED || target.objectLock == null) {
                "The bucket \"$name\" has object lock"
            }
            target.with(target.settings.copy(versioning = versioning))
        }
        return this
    }

    override fun toString(): String = "BucketFixture($name, ${contents()})"

    private fun contents() = context().state.bucket(name)?.let { "objects: ${it.objects.size}" } ?: "not there"

    /** The bucket, for a look into it. */
    private fun look(): Bucket = bucket().also { if (it.keyFrom("") == null) made?.checkLook() }

    private fun bucket(): Bucket = context().state.bucket(name) ?: throw gone()

    private fun objectAt(key: String): S3Object =
        look().objects[key]
            ?: throw NoSuchElementException("The bucket \"$name\" has no object \"$key\"; it has ${keys().take(SHOWN)}")

    private fun gone() = NoSuchElementException("The bucket \"$name\" was deleted")

    private companion object {
        /** How many keys a message lists. */
        private const val SHOWN = 20
    }
}
