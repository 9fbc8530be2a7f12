package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate
import software.amazon.awssdk.services.dynamodb.model.IndexStatus
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.ProjectionType
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException
import software.amazon.awssdk.services.dynamodb.model.TableStatus
import software.amazon.awssdk.services.dynamodb.model.Tag
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus

class DynamoDbTableTest : DynamoDbContract() {
    private fun CreateTableRequest.Builder.simple(name: String = "things") =
        tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("id", KeyType.HASH))
            .attributeDefinitions(definition("id"))

    private fun definition(name: String) = AttributeDefinition.builder().attributeName(name).attributeType("S").build()

    @Test
    fun `a table is creating, then active, then deleting, then gone, and no waiter waits`() {
        val created = client.createTable { it.simple() }.tableDescription()
        created.tableStatus() shouldBe TableStatus.CREATING
        created.tableArn() shouldBe "arn:aws:dynamodb:us-east-1:123456789012:table/things"
        created.billingModeSummary().billingMode() shouldBe BillingMode.PAY_PER_REQUEST
        client.waiter().waitUntilTableExists { it.tableName("things") }
        client.describeTable { it.tableName("things") }.table().tableStatus() shouldBe TableStatus.ACTIVE
        client.deleteTable { it.tableName("things") }.tableDescription().tableStatus() shouldBe TableStatus.DELETING
        client.waiter().waitUntilTableNotExists { it.tableName("things") }
        val gone = shouldThrow<ResourceNotFoundException> { client.describeTable { it.tableName("things") } }
        gone.awsErrorDetails().errorMessage() shouldBe "Requested resource not found: Table: things not found"
    }

    @Test
    fun `a name is taken once`() {
        client.createTable { it.simple() }
        shouldThrow<ResourceInUseException> { client.createTable { it.simple() } }
            .awsErrorDetails()
            .errorMessage() shouldBe "Table already exists: things"
    }

    @Test
    fun `tables are listed by name, in pages`() {
        for (name in listOf("ccc", "aaa", "bbb")) client.createTable { it.simple(name) }
        val first = client.listTables { it.limit(2) }
        first.tableNames() shouldContainExactly listOf("aaa", "bbb")
        first.lastEvaluatedTableName() shouldBe "bbb"
        client.listTablesPaginator { it.limit(1) }.tableNames().toList() shouldContainExactly listOf("aaa", "bbb", "ccc")
    }

    @Test
    fun `a description counts items and names all indexes`() {
        indexedTable()
        aws.dynamoDb.table("indexed").put(mapOf("pk" to "a", "sk" to "b", "gp" to "c"))
        val table = client.describeTable { it.tableName("indexed") }.table()
        table.itemCount() shouldBe 1
        table.tableSizeBytes() shouldBe 9
        table.localSecondaryIndexes().map { it.indexName() } shouldContainExactly listOf("local")
        table.globalSecondaryIndexes().map { it.indexName() to it.itemCount() } shouldContainExactly
            listOf("byGp" to 1L, "byGpGn" to 0L)
    }

    @Test
    fun `an index is added to a table with items, and dropped`() {
        client.createTable { it.simple() }
        aws.dynamoDb.table("things").put(mapOf("id" to "a", "g" to "x"))
        val create =
            GlobalSecondaryIndexUpdate
                .builder()
                .create { index ->
                    index.indexName("byG").keySchema(key("g", KeyType.HASH)).projection { it.projectionType(ProjectionType.ALL) }
                }.build()
        val updated = client.updateTable {
            it.tableName("things").attributeDefinitions(definition("g")).globalSecondaryIndexUpdates(create)
        }
        updated.tableDescription().globalSecondaryIndexes().single().indexStatus() shouldBe IndexStatus.UPDATING
        client.scan { it.tableName("things").indexName("byG") }.count() shouldBe 1
        client.updateTable { update -> update.tableName("things").globalSecondaryIndexUpdates({ it.delete { d -> d.indexName("byG") } }) }
        client.describeTable { it.tableName("things") }.table().hasGlobalSecondaryIndexes() shouldBe false
    }

    @Test
    fun `billing and throughput change`() {
        client.createTable { it.simple() }
        client.updateTable { update ->
            update
                .tableName("things")
                .billingMode(BillingMode.PROVISIONED)
                .provisionedThroughput { it.readCapacityUnits(5).writeCapacityUnits(6) }
        }
        client.describeTable { it.tableName("things") }.table().provisionedThroughput().writeCapacityUnits() shouldBe 6
        validation(
            "The provisioned throughput for the table will not change. The requested value equals the current value. Current " +
                "ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits " +
                "provisioned for the table: 6. Requested WriteCapacityUnits: 6. Refer to the Amazon DynamoDB Developer Guide for " +
                "current limits and how to request higher limits.",
        ) {
            client.updateTable { update ->
                update.tableName("things").provisionedThroughput { it.readCapacityUnits(5).writeCapacityUnits(6) }
            }
        }
    }

    @Test
    fun `deletion protection protects`() {
        client.createTable { it.simple().deletionProtectionEnabled(true) }
        validation("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.") {
            client.deleteTable { it.tableName("things") }
        }
        client.updateTable { it.tableName("things").deletionProtectionEnabled(false) }
        client.deleteTable { it.tableName("things") }
    }

    private fun tag(
        key: String,
        value: String,
    ) = Tag.builder().key(key).value(value).build()

    @Test
    fun `tags come and go`() {
        val arn = client.createTable { it.simple().tags(tag("a", "1")) }.tableDescription().tableArn()
        client.tagResource { it.resourceArn(arn).tags(tag("b", "2"), tag("a", "3")) }
        client.listTagsOfResource { it.resourceArn(arn) }.tags() shouldContainExactly listOf(tag("a", "3"), tag("b", "2"))
        client.untagResource { it.resourceArn(arn).tagKeys("a") }
        client.listTagsOfResource { it.resourceArn(arn) }.tags() shouldContainExactly listOf(tag("b", "2"))
    }

    /** As AWS answered in October 2026 (DDB-TABLE-442 of the notes "ack-api-quirks"). */
    @Test
    fun `tags that cannot be are refused`() {
        val arn = client.createTable { it.simple() }.tableDescription().tableArn()
        val invalid = "One or more parameter values were invalid:"
        val bad =
            mapOf(
                "things" to "$invalid ARNs must start with 'arn:': things",
                "arn:aws:sqs:us-east-1:123456789012:things" to
                    "$invalid Provided Arn is not a DynamoDB resource arn: arn:aws:sqs:us-east-1:123456789012:things",
                "$arn/index/byG" to
                    "$invalid Invalid resource arn provided, only table or stream is accepted. Provided resource arn: $arn/index/byG",
                arn.replace("us-east-1", "eu-west-1") to
                    "Invalid TableArn: Invalid ResourceArn provided as input ${arn.replace("us-east-1", "eu-west-1")}",
            )
        bad.forEach { (it, message) -> validation(message) { client.listTagsOfResource { request -> request.resourceArn(it) } } }
        shouldThrow<ResourceNotFoundException> { client.tagResource { it.resourceArn("${arn}s").tags(tag("a", "1")) } }
            .awsErrorDetails()
            .errorMessage() shouldBe "Requested resource not found: ResourcArn: ${arn}s not found"
        validation("Number of Tags exceed the current limit for the provided ResourceArn") {
            client.tagResource { it.resourceArn(arn).tags((1..51).map { n -> Tag.builder().key("$n").value("v").build() }) }
        }
    }

    /** As AWS answered in October 2026 (DDB-TABLE-442 of the notes "ack-api-quirks"). */
    @Test
    fun `a tag has a key and a value of the characters and lengths that tags have`() {
        val arn = client.createTable { it.simple() }.tableDescription().tableArn()
        val wrong =
            mapOf(
                tag("", "v") to "The Tag Key provided is invalid, Key: ",
                tag("k".repeat(129), "v") to "The Tag Key provided is invalid, Key: ${"k".repeat(129)}",
                tag("d%g", "v") to "The Tag Key provided is invalid, Key: d%g",
                tag("k", "v".repeat(257)) to "The Tag Value provided is invalid, Value: ${"v".repeat(257)}",
                tag("k", "hi!") to "The Tag Value provided is invalid, Value: hi!",
                Tag.builder().key("k").build() to "The Tag Value provided is invalid, Value: null",
                tag("aws:k", "v") to "Tag Key cannot be prefixed with aws:, Key: aws:k",
            )
        wrong.forEach { (tag, message) ->
            validation(message) { client.tagResource { it.resourceArn(arn).tags(tag) } }
            validation(message) { client.createTable { it.simple("others").tags(tag) } }
        }
        validation("Duplicate Tag Keys provided as input: Duplicate Tag Key found k") {
            client.tagResource { it.resourceArn(arn).tags(tag("k", "1"), tag("j", "1"), tag("k", "2")) }
        }
        val many = (1..51).map { tag("$it", "v") }
        validation("Number of Tags exceed the current limit for the provided ResourceArn") {
            client.createTable { it.simple("others").tags(many) }
        }
        client.listTables().tableNames() shouldContainExactly listOf("things")
        val right = listOf(tag("\uD835\uDC9E".repeat(128), ""), tag("a b_1", "+-=._:/@ ü".padEnd(256)), tag("k", "v"))
        client.tagResource { it.resourceArn(arn).tags(right) }
        client.listTagsOfResource { it.resourceArn(arn) }.tags() shouldContainExactly right
    }

    /** As https://github.com/paritysuite/dynamodb-conformance recorded it at AWS in 2026 (`tests/tier2/tags`). */
    @Test
    fun `who asks for the tags of a table that is not there may not see them`() {
        val arn = client.createTable { it.simple() }.tableDescription().tableArn()
        for (missing in listOf("${arn}s", "arn:aws:dynamodb:us-east-1:000000000000:table/things")) {
            val refused = shouldThrow<DynamoDbException> { client.listTagsOfResource { it.resourceArn(missing) } }
            refused.statusCode() shouldBe 400
            refused.awsErrorDetails().errorCode() shouldBe "AccessDeniedException"
            refused.awsErrorDetails().errorMessage() shouldStartWith "User: arn:aws:iam::123456789012:"
            refused.awsErrorDetails().errorMessage() shouldContain
                " is not authorized to perform: dynamodb:ListTagsOfResource on resource: $missing"
        }
    }

    @Test
    fun `time to live is set and described`() {
        client.createTable { it.simple() }
        client.describeTimeToLive { it.tableName("things") }.timeToLiveDescription().timeToLiveStatus() shouldBe TimeToLiveStatus.DISABLED
        client.updateTimeToLive { update -> update.tableName("things").timeToLiveSpecification { it.enabled(true).attributeName("ttl") } }
        val description = client.describeTimeToLive { it.tableName("things") }.timeToLiveDescription()
        description.timeToLiveStatus() shouldBe TimeToLiveStatus.ENABLED
        description.attributeName() shouldBe "ttl"
        validation("TimeToLive is already enabled") {
            client.updateTimeToLive { update ->
                update.tableName("things").timeToLiveSpecification { it.enabled(true).attributeName("ttl") }
            }
        }
        validation("TimeToLive is active on a different AttributeName: current AttributeName is ttl") {
            client.updateTimeToLive { update -> update.tableName("things").timeToLiveSpecification { it.enabled(true).attributeName("x") } }
        }
    }

    @Test
    fun `bad schemas are refused`() {
        validation("The parameter 'TableName' is required but was not present in the request") { client.createTable { } }
        validation("TableName must be at least 3 characters long and at most 255 characters long") {
            client.createTable { it.simple("ab") }
        }
        validation(
            "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. " +
                "Keys: [id], AttributeDefinitions: [other]",
        ) { client.createTable { it.simple().attributeDefinitions(definition("other")) } }
        validation(
            "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of " +
                "attributes defined in AttributeDefinitions",
        ) { client.createTable { it.simple().attributeDefinitions(definition("id"), definition("other")) } }
        validation(
            "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when " +
                "BillingMode is PROVISIONED",
        ) { client.createTable { it.simple().billingMode(BillingMode.PROVISIONED) } }
    }

    /** As https://github.com/paritysuite/dynamodb-conformance recorded it in October 2026. */
    @Test
    fun `what is wrong with global indexes is told before what is wrong with local ones`() {
        fun tooShort(name: String) = "Member must have length greater than or equal to 3".let {
            "Value '${name[0]}1' at '$name.1.member.indexName' failed to satisfy constraint: $it"
        }
        validation("2 validation errors detected: ${tooShort("globalSecondaryIndexes")}; ${tooShort("localSecondaryIndexes")}") {
            client.createTable {
                it
                    .simple()
                    .localSecondaryIndexes({ index -> index.indexName("l1").keySchema(key("id", KeyType.HASH)).projection { } })
                    .globalSecondaryIndexes({ index -> index.indexName("g1").keySchema(key("id", KeyType.HASH)).projection { } })
            }
        }
    }

    @Test
    fun `limits and endpoints are told`() {
        client.describeLimits().tableMaxReadCapacityUnits() shouldBe 40_000
        client.describeEndpoints { }.endpoints().single().address() shouldBe "dynamodb.us-east-1.amazonaws.com"
    }
}
