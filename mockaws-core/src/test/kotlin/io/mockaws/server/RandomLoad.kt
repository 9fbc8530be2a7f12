package io.mockaws.server

import io.mockaws.MockAws
import io.mockaws.engine.BodyFolder
import io.mockaws.engine.EntryCodec
import io.mockaws.engine.EntryPath
import io.mockaws.engine.EntryTree
import io.mockaws.engine.KeptBodies
import io.mockaws.services.Services
import io.mockaws.services.s3.createWithAcls
import io.mockaws.services.s3.own
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.decodeFromByteArray
import software.amazon.awssdk.core.exception.SdkServiceException
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement
import software.amazon.awssdk.services.dynamodb.model.StreamViewType
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem
import software.amazon.awssdk.services.kms.KmsClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.CompletedPart
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import java.util.HexFormat
import kotlin.random.Random
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Calls of all kinds that change something, in an order that follows from [seed]; some of them fail. */
internal class RandomLoad(
    private val aws: MockAws,
    seed: Int,
) {
    private val random = Random(seed)
    private val s3 = s3(aws)
    private val sqs = aws.javaSdk.configure(SqsClient.builder()).build()
    private val dynamoDb = aws.javaSdk.configure(DynamoDbClient.builder()).build()
    private val configuration = ConfigurationLoad(aws, random)
    private val topics = TopicLoad(aws, random)
    private val kms = aws.javaSdk.configure(KmsClient.builder()).build()
    private val handles = mutableListOf<Pair<String, String>>()
    private val uploads = mutableListOf<Triple<String, String, String>>()

    /** Who may what with buckets and objects. */
    private val access: List<() -> Any?> =
        listOf(
            { s3.createWithAcls(bucket()) },
            { s3.own(bucket(), listOf("ObjectWriter", "BucketOwnerEnforced").random(random)) },
            { s3.putBucketAcl { it.bucket(bucket()).acl(listOf("private", "public-read").random(random)) } },
            { s3.putObjectAcl { it.bucket(bucket()).key(key()).acl(listOf("private", "public-read").random(random)) } },
            { bucket().let { name -> s3.putBucketPolicy { it.bucket(name).policy(denied(name)) } } },
            { s3.deleteBucketPolicy { it.bucket(bucket()) } },
        )

    /** What changes keys of KMS. */
    private val keys: List<() -> Any?> =
        listOf(
            { aws.kms.key(listOf("one", "two").random(random)) },
            { replicate() },
            { kms.enableKeyRotation { it.keyId(keyId()).rotationPeriodInDays(90) } },
            { kms.rotateKeyOnDemand { it.keyId(keyId()) } },
            { kms.disableKey { it.keyId(keyId()) } },
            { kms.enableKey { it.keyId(keyId()) } },
            { kms.tagResource { r -> r.keyId(keyId()).tags({ it.tagKey("k").tagValue("${random.nextInt()}") }) } },
            { grant(keyId()) },
            { revoke(keyId()) },
            { kms.scheduleKeyDeletion { it.keyId(keyId()).pendingWindowInDays(7) } },
        )

    private val steps: List<() -> Any?> =
        listOf(
            { s3.createBucket { it.bucket(bucket()) } },
            { s3.putObject({ it.bucket(bucket()).key(key()) }, RequestBody.fromBytes(random.nextBytes(random.nextInt(200)))) },
            { s3.putObject({ it.bucket(bucket()).key(key()) }, RequestBody.fromBytes(random.nextBytes(70_000))) },
            { s3.deleteObject { it.bucket(bucket()).key(key()) } },
            { s3.deleteBucket { it.bucket(bucket()) } },
            { version(listOf("Enabled", "Suspended").random(random)) },
            { deleteVersion() },
            { deleteVersion() },
            { tagVersion() },
            { s3.copyObject { it.sourceBucket(bucket()).sourceKey(key()).destinationBucket(bucket()).destinationKey(key()) } },
            {
                s3.putObjectTagging { r ->
                    r.bucket(bucket()).key(key()).tagging { t -> t.tagSet({ it.key("k").value("${random.nextInt()}") }) }
                }
            },
            { s3.putBucketTagging { r -> r.bucket(bucket()).tagging { t -> t.tagSet({ it.key("k").value("${random.nextInt()}") }) } } },
            { s3.deleteBucketTagging { it.bucket(bucket()) } },
            { s3.createBucket { it.bucket(bucket()).objectLockEnabledForBucket(true) } },
            { encrypt(listOf("AES256", "aws:kms").random(random)) },
            { s3.deleteBucketEncryption { it.bucket(bucket()) } },
            { lockByDefault() },
            { s3.putObject({ it.bucket(bucket()).key(key()).storageClass("GLACIER") }, RequestBody.fromString("${random.nextInt()}")) },
            { s3.restoreObject { r -> r.bucket(bucket()).key(key()).restoreRequest { it.days(1) } } },
            { retain() },
            { retain() },
            { s3.putObjectLegalHold { r -> r.bucket(bucket()).key(key()).legalHold { it.status(listOf("ON", "OFF").random(random)) } } },
            { s3.deleteBucketLifecycle { it.bucket(bucket()) } },
            { putRules() },
            {
                s3.putBucketMetricsConfiguration { r ->
                    "${random.nextInt(2)}".let { id -> r.bucket(bucket()).id(id).metricsConfiguration { it.id(id) } }
                }
            },
            { s3.deleteBucketMetricsConfiguration { it.bucket(bucket()).id("${random.nextInt(2)}") } },
            { access.random(random)() },
            { configuration.step() },
            { topics.step() },
            { keys.random(random)() },
            { begin() },
            { uploads.random(random).let { (b, k, u) -> upload(b, k, u) } },
            { uploads.removeLast().let { (b, k, u) -> complete(b, k, u) } },
            { uploads.removeLast().let { (b, k, u) -> s3.abortMultipartUpload { it.bucket(b).key(k).uploadId(u) } } },
            { aws.sqs.queue(queue()) },
            { aws.sqs.queue(queue()).send("message ${random.nextInt()}") },
            { sqs.sendMessageBatch { b -> b.queueUrl(url()).entries((1..3).map { n -> entry(n) }) } },
            { receive() },
            { receive() },
            { handles.removeLast().let { (url, handle) -> sqs.deleteMessage { it.queueUrl(url).receiptHandle(handle) } } },
            {
                handles.random(random).let { (url, h) ->
                    sqs.changeMessageVisibility { it.queueUrl(url).receiptHandle(h).visibilityTimeout(0) }
                }
            },
            { sqs.setQueueAttributes { it.queueUrl(url()).attributes(mapOf(QueueAttributeName.DELAY_SECONDS to "${random.nextInt(9)}")) } },
            { sqs.setQueueAttributes { it.queueUrl(url("orders")).attributes(mapOf(QueueAttributeName.REDRIVE_POLICY to redrive())) } },
            { sqs.startMessageMoveTask { it.sourceArn(aws.sqs.queue("dead").arn) } },
            { sqs.tagQueue { it.queueUrl(url()).tags(mapOf("k" to "${random.nextInt()}")) } },
            { sqs.purgeQueue { it.queueUrl(url()) } },
            { if (random.nextInt(4) == 0) sqs.deleteQueue { it.queueUrl(url()) } },
            { aws.dynamoDb.table(table(), "PK", "SK", sortKeyType = "N") },
            { dynamoDb.putItem { it.tableName(table()).item(item()) } },
            { dynamoDb.deleteItem { it.tableName(table()).key(itemKey()) } },
            {
                dynamoDb.updateItem {
                    it.tableName(table()).key(itemKey()).updateExpression("ADD n :one").expressionAttributeValues(mapOf(":one" to n(1)))
                }
            },
            { transaction(token = null) },
            { statement("DELETE FROM \"${table()}\" WHERE PK = ? AND SK = ?", itemKey().values.toList()) },
            { statement("UPDATE \"${table()}\" SET v = 'updated' WHERE PK = ? AND SK = ?", itemKey().values.toList()) },
            { statement("INSERT INTO \"${table()}\" VALUE ?", listOf(AttributeValue.fromM(item()))) },
            { statements(token = "statements-${random.nextInt(3)}") },
            { transaction(token = "token-${random.nextInt(3)}") },
            { dynamoDb.updateTimeToLive { r -> r.tableName(table()).timeToLiveSpecification { it.attributeName("ttl").enabled(true) } } },
            {
                dynamoDb.updateContinuousBackups { r ->
                    r.tableName(table()).pointInTimeRecoverySpecification { it.pointInTimeRecoveryEnabled(random.nextBoolean()) }
                }
            },
            {
                dynamoDb.updateTable { r -> r.tableName(table()).streamSpecification { it.streamEnabled(true).streamViewType(viewType()) } }
            },
            { dynamoDb.updateTable { r -> r.tableName(table()).sseSpecification { it.enabled(random.nextBoolean()) } } },
            { dynamoDb.updateTable { r -> r.tableName(table()).onDemandThroughput { it.maxReadRequestUnits(random.nextLong(-1, 3)) } } },
            {
                dynamoDb.updateTable { r -> r.tableName(table()).warmThroughput { it.readUnitsPerSecond(random.nextLong(11_000, 15_000)) } }
            },
            { dynamoDb.createBackup { it.tableName(table()).backupName("backup") } },
            { backup().let { arn -> dynamoDb.restoreTableFromBackup { it.backupArn(arn).targetTableName(table()) } } },
            {
                dynamoDb.restoreTableToPointInTime {
                    it.sourceTableName(table()).targetTableName(table()).useLatestRestorableTime(true)
                }
            },
            { if (random.nextInt(2) == 0) backup().let { arn -> dynamoDb.deleteBackup { it.backupArn(arn) } } },
            {
                if (random.nextInt(4) ==
                    0
                ) {
                    dynamoDb.updateTable { r -> r.tableName(table()).streamSpecification { it.streamEnabled(false) } }
                }
            },
            { if (random.nextInt(4) == 0) dynamoDb.deleteTable { it.tableName(table()) } },
            { aws.time.advanceBy(random.nextInt(100).seconds) },
            { if (random.nextInt(4) == 0) aws.time.advanceBy(20.hours) },
        )

    /** One more call. */
    fun step() {
        try {
            steps.random(random)()
        } catch (_: SdkServiceException) {
            // What is refused must change nothing, or be told of what it changes.
        } catch (_: NoSuchElementException) {
            // Nothing to do that with yet.
        }
    }

    private fun bucket() = "bucket-${random.nextInt(2)}"

    private fun key() = "key/${random.nextInt(6)}"

    private fun queue() = listOf("orders", "dead").random(random)

    private fun table() = listOf("one", "two").random(random)

    private fun backup() = dynamoDb.listBackups { it.backupType("ALL") }.backupSummaries().random(random).backupArn()

    private fun viewType() = StreamViewType.knownValues().sortedBy { it.name }.random(random)

    private fun url(name: String = listOf("orders", "dead", "line.fifo").random(random)): String {
        if (name.endsWith(".fifo")) {
            val fifo = mapOf(QueueAttributeName.FIFO_QUEUE to "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION to "true")
            return sqs.createQueue { it.queueName(name).attributes(fifo) }.queueUrl()
        }
        return aws.sqs.queue(name).url
    }

    private fun entry(n: Int) =
        software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry
            .builder().id("$n").messageBody("body ${random.nextInt(50)}").messageGroupId("group-${random.nextInt(3)}").build()

    private fun receive() {
        val url = url()
        val attempt = "attempt-${random.nextInt(4)}".takeIf { url.endsWith(".fifo") }
        val found = sqs.receiveMessage { it.queueUrl(url).maxNumberOfMessages(2).receiveRequestAttemptId(attempt) }.messages()
        handles += found.map { url to it.receiptHandle() }
    }

    private fun redrive() = """{"deadLetterTargetArn":"${aws.sqs.queue("dead").arn}","maxReceiveCount":1}"""

    private fun begin() {
        val bucket = bucket()
        val key = key()
        uploads += Triple(bucket, key, s3.createMultipartUpload { it.bucket(bucket).key(key) }.uploadId())
    }

    /** An upload with a part, which chance alone may leave none of. */
    fun leaveUpload() {
        aws.s3.bucket("uploads")
        upload("uploads", "k", s3.createMultipartUpload { it.bucket("uploads").key("k") }.uploadId())
    }

    private fun keyId() = kms.listKeys().keys().random(random).keyId()

    private fun replicate() {
        val id = kms.createKey { it.multiRegion(true) }.keyMetadata().keyId()
        kms.replicateKey { it.keyId(id).replicaRegion("eu-west-1") }
    }

    private fun grant(id: String) =
        kms.createGrant { it.keyId(id).granteePrincipal("arn:aws:iam::123456789012:role/a").operationsWithStrings("Encrypt") }

    private fun revoke(id: String) {
        val grant = kms.listGrants { it.keyId(id) }.grants().random(random).grantId()
        kms.revokeGrant { it.keyId(id).grantId(grant) }
    }

    /** A key with all that there can be of one, which chance alone may leave out. */
    fun leaveKey() {
        grant(aws.kms.key("left").id)
        val brought = kms.createKey { it.origin("EXTERNAL") }.keyMetadata().keyId()
        kms.getParametersForImport { it.keyId(brought).wrappingAlgorithm("RSAES_OAEP_SHA_256").wrappingKeySpec("RSA_2048") }
    }

    /** Functions, topics and what goes with them, which chance alone may leave out. */
    fun leaveFunctionsAndTopics() {
        configuration.leave()
        topics.leave()
    }

    /** A receive that may be repeated, which chance alone may leave none of. */
    fun leaveAttempt() {
        // A queue that was just deleted cannot be made again at once.
        aws.time.advanceBy(1.minutes)
        val url = url("line.fifo")
        sqs.sendMessage { it.queueUrl(url).messageBody("attempt").messageGroupId("attempts") }
        sqs.receiveMessage { it.queueUrl(url).receiveRequestAttemptId("attempt") }
    }

    private fun putRules() =
        s3.putBucketLifecycleConfiguration { r ->
            r.bucket(bucket()).lifecycleConfiguration { c ->
                c.rules({ rule ->
                    rule.id("rule").status("Enabled").filter { it.prefix(key()) }.expiration { it.days(1) }
                        .noncurrentVersionExpiration { it.noncurrentDays(1) }.abortIncompleteMultipartUpload { it.daysAfterInitiation(1) }
                })
            }
        }

    private fun version(status: String) =
        s3.putBucketVersioning { r -> r.bucket(bucket()).versioningConfiguration { it.status(status) } }

    private fun deleteVersion() = aws.s3.buckets().random(random).let { bucket ->
        val found = bucket.versions().random(random)
        s3.deleteObject { it.bucket(bucket.name).key(found.key).versionId(found.versionId) }
    }

    private fun tagVersion() = aws.s3.buckets().random(random).let { bucket ->
        val found = bucket.versions().random(random)
        s3.putObjectTagging { r ->
            r.bucket(bucket.name).key(found.key).versionId(found.versionId)
                .tagging { t -> t.tagSet({ it.key("k").value("${random.nextInt()}") }) }
        }
    }

    private fun encrypt(algorithm: String) = s3.putBucketEncryption { r ->
        r.bucket(bucket()).serverSideEncryptionConfiguration { c ->
            c.rules({ it.applyServerSideEncryptionByDefault { d -> d.sseAlgorithm(algorithm) } })
        }
    }

    private fun lockByDefault() = s3.putObjectLockConfiguration { r ->
        r.bucket(bucket()).objectLockConfiguration { c ->
            c.objectLockEnabled("Enabled")
            if (random.nextBoolean()) c.rule { it.defaultRetention { d -> d.mode("GOVERNANCE").days(1) } }
        }
    }

    private fun retain() = aws.s3.buckets().random(random).let { bucket ->
        val found = bucket.versions().random(random)
        s3.putObjectRetention { r ->
            r.bucket(bucket.name).key(found.key).versionId(found.versionId).bypassGovernanceRetention(random.nextBoolean())
                .retention { it.mode("GOVERNANCE").retainUntilDate(aws.time.nowJava().plusSeconds(random.nextLong(1, 200))) }
        }
    }
    private fun denied(bucket: String) =
        """{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::$bucket/${random.nextInt()}"}}"""

    private fun upload(bucket: String, key: String, id: String) =
        s3.uploadPart({
            it.bucket(bucket).key(key).uploadId(id).partNumber(1 + random.nextInt(2))
        }, RequestBody.fromString("part ${random.nextInt()}"))

    private fun complete(bucket: String, key: String, id: String) {
        val part = upload(bucket, key, id)
        val number = s3.listParts { it.bucket(bucket).key(key).uploadId(id) }.parts().first { it.eTag() == part.eTag() }.partNumber()
        val parts = CompletedPart.builder().partNumber(number).eTag(part.eTag()).build()
        s3.completeMultipartUpload { r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload { it.parts(parts) } }
    }

    private fun itemKey() = mapOf("PK" to s("p${random.nextInt(3)}"), "SK" to n(random.nextInt(4)))

    private fun item() = itemKey() + mapOf("v" to s("${random.nextInt()}"), "ttl" to n((aws.time.now() + 50.seconds).epochSeconds.toInt()))

    private fun statement(text: String, parameters: List<AttributeValue>) = dynamoDb.executeStatement {
        it.statement(text).parameters(parameters)
    }

    private fun statements(token: String) {
        val inserts = listOf("one", "two").map { table ->
            ParameterizedStatement.builder().statement("INSERT INTO \"$table\" VALUE ?").parameters(AttributeValue.fromM(item())).build()
        }
        dynamoDb.executeTransaction { it.transactStatements(inserts).clientRequestToken(token) }
    }

    private fun transaction(token: String?) {
        val puts = (1..2).map { n -> TransactWriteItem.builder().put { it.tableName(listOf("one", "two")[n - 1]).item(item()) }.build() }
        dynamoDb.transactWriteItems { it.transactItems(puts).clientRequestToken(token) }
    }

    companion object {
        fun s3(aws: MockAws): S3Client = aws.javaSdk.configure(S3Client.builder()).build()

        fun s(value: String): AttributeValue = AttributeValue.builder().s(value).build()

        fun n(value: Int): AttributeValue = AttributeValue.builder().n("$value").build()
    }
}

/** What [records] come to, as text by path. */
@OptIn(ExperimentalSerializationApi::class)
internal fun entriesOf(records: List<ByteArray>): Map<EntryPath, String> {
    val cbor = EntryCodec(Services::keptAs, KeptBodies(BodyFolder.temporary(null))).cbor
    val tree = EntryTree<ByteArray>()
    for (record in records) {
        cbor.decodeFromByteArray<KeptWorld.Content>(record).entries.forEach {
            it.value?.let { v -> tree.put(it.path, v) }
                ?: tree.remove(it.path)
        }
    }
    val all = mutableMapOf<EntryPath, String>()
    fun walk(at: EntryPath, node: EntryTree<ByteArray>) {
        node.value?.let { all[at] = HexFormat.of().formatHex(it) }
        node.children.forEach { (step, child) -> walk(at + step, child) }
    }
    walk(emptyList(), tree)
    return all
}
