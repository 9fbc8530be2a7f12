package io.mockaws.services.logs

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy

/** Names in brackets are LocalStack's tests that were run at AWS; the words are from there. */
class LogGroupTest {
    private val world = LogsWorld()
    private val client = world.client

    @AfterEach
    fun close() = world.close()

    @Test
    fun `a group is made, shown, changed and removed`() {
        // test_create_log_group_duplicate_error, test_create_log_group_invalid_name_length
        client.createLogGroup { it.logGroupName("/app/orders").tags(mapOf("team" to "blue")) }
        val arn = "arn:aws:logs:${world.aws.region}:${world.aws.accountId}:log-group:/app/orders"
        val shown = client.describeLogGroups { }.logGroups().single()
        listOf(shown.arn(), shown.logGroupArn(), shown.logGroupClassAsString()) shouldBe listOf("$arn:*", arn, "STANDARD")
        listOf(shown.creationTime(), shown.storedBytes(), shown.metricFilterCount().toLong()) shouldBe listOf(world.now, 0L, 0L)
        shown.deletionProtectionEnabled() shouldBe false
        refusal { client.createLogGroup { it.logGroupName("/app/orders") } } shouldBe
            "ResourceAlreadyExistsException: The specified log group already exists"
        refusal { client.createLogGroup { it.logGroupName("x".repeat(513)) } } shouldBe
            "InvalidParameterException: Invalid LogGroup or LogStream, both must have length less than or equal to 512."
        client.putRetentionPolicy { it.logGroupName("/app/orders").retentionInDays(7) }
        client.associateKmsKey { it.logGroupName("/app/orders").kmsKeyId("arn:aws:kms:us-east-1:111111111111:key/k") }
        client.describeLogGroups { it.logGroupNamePrefix("/app") }.logGroups().single().let {
            it.retentionInDays() shouldBe 7
            it.kmsKeyId() shouldBe "arn:aws:kms:us-east-1:111111111111:key/k"
        }
        refusal { client.putRetentionPolicy { it.logGroupName("/app/orders").retentionInDays(8) } } shouldStartWith
            "InvalidParameterException: 1 validation error detected: Value '8' at 'retentionInDays'"
        client.deleteLogGroup { it.logGroupName("/app/orders") }
        refusal { client.deleteLogGroup { it.logGroupName("/app/orders") } } shouldBe
            "ResourceNotFoundException: The specified log group does not exist."
    }

    @Test
    fun `a group that is protected stays`() {
        client.createLogGroup { it.logGroupName("g").deletionProtectionEnabled(true) }
        refusal { client.deleteLogGroup { it.logGroupName("g") } } shouldStartWith "ValidationException: "
        client.putLogGroupDeletionProtection { it.logGroupIdentifier("g").deletionProtectionEnabled(false) }
        client.deleteLogGroup { it.logGroupName("g") }
        client.describeLogGroups { }.logGroups().shouldBeEmpty()
    }

    @Test
    fun `groups are found by prefix, by a part of the name, and in pages`() {
        // test_describe_log_groups_with_prefix, ..._with_pattern, ..._prefix_and_pattern_error
        for (name in listOf("a-1", "a-2", "b-1")) client.createLogGroup { it.logGroupName(name) }
        client.describeLogGroups { it.logGroupNamePrefix("a-") }.logGroups().map { it.logGroupName() } shouldBe listOf("a-1", "a-2")
        client.describeLogGroups { it.logGroupNamePattern("-1") }.logGroups().map { it.logGroupName() } shouldBe listOf("a-1", "b-1")
        refusal { client.describeLogGroups { it.logGroupNamePrefix("a").logGroupNamePattern("b") } } shouldBe
            "InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
        client.describeLogGroupsPaginator { it.limit(2) }.logGroups().map { it.logGroupName() } shouldBe listOf("a-1", "a-2", "b-1")
        client.listLogGroups { it.logGroupNamePattern("^b|a-2") }.logGroups().map { it.logGroupName() } shouldBe
            listOf("a-2", "b-1")
        refusal { client.describeLogGroups { it.nextToken("x") } } shouldBe
            "InvalidParameterException: The specified nextToken is invalid."
    }

    @Test
    fun `tags are the same by both of their APIs`() {
        // test_tag_resource_api
        world.group()
        val arn = client.describeLogGroups { }.logGroups().single().logGroupArn()
        client.tagResource { it.resourceArn(arn).tags(mapOf("a" to "1", "b" to "2")) }
        @Suppress("DEPRECATION")
        client.untagLogGroup { it.logGroupName("g").tags("a") }
        client.listTagsForResource { it.resourceArn(arn) }.tags() shouldBe mapOf("b" to "2")
        client.untagResource { it.resourceArn("$arn:*").tagKeys("b") }
        @Suppress("DEPRECATION")
        client.listTagsLogGroup { it.logGroupName("g") }.tags() shouldBe emptyMap()
    }

    @Test
    fun `streams are shown by name and by their last event`() {
        // test_create_log_stream_duplicate_error, test_describe_log_streams_with_log_group_identifier
        world.group("g", "one", "two", "three")
        world.put("late", stream = "one")
        refusal { client.createLogStream { it.logGroupName("g").logStreamName("one") } } shouldBe
            "ResourceAlreadyExistsException: The specified log stream already exists"
        client.describeLogStreams { it.logGroupName("g").logStreamNamePrefix("t") }.logStreams().map { it.logStreamName() } shouldBe
            listOf("three", "two")
        val newest =
            client.describeLogStreams { it.logGroupIdentifier("g").orderBy(OrderBy.LAST_EVENT_TIME).descending(true) }
                .logStreams().first()
        listOf(newest.logStreamName(), newest.lastEventTimestamp(), newest.lastIngestionTime()) shouldBe listOf("one", world.now, world.now)
        newest.arn() shouldBe "arn:aws:logs:${world.aws.region}:${world.aws.accountId}:log-group:g:log-stream:one"
        refusal { client.describeLogStreams { it.logGroupName("g").logGroupIdentifier("g") } } shouldBe
            "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters."
        client.deleteLogStream { it.logGroupName("g").logStreamName("one") }
        client.createLogStream { it.logGroupName("g").logStreamName("one") }
        client.getLogEvents { it.logGroupName("g").logStreamName("one") }.events().shouldBeEmpty()
    }

    @Test
    fun `policies and destinations are kept`() {
        // test_put_resource_policy, test_delete_resource_policy_not_found, test_put_destination
        val policy = client.putResourcePolicy { it.policyName("p").policyDocument("{}") }.resourcePolicy()
        listOf(policy.policyScopeAsString(), policy.policyDocument()) shouldBe listOf("ACCOUNT", "{}")
        client.describeResourcePolicies { }.resourcePolicies().single().policyName() shouldBe "p"
        refusal { client.deleteResourcePolicy { it.policyName("none") } } shouldBe
            "ResourceNotFoundException: Policy with name [none] does not exist."
        client.putDestination { it.destinationName("d").targetArn("arn:aws:kinesis:us-east-1:1:stream/s").roleArn("r") }
        client.putDestinationPolicy { it.destinationName("d").accessPolicy("{}") }
        client.describeDestinations { it.destinationNamePrefix("d") }.destinations().single().accessPolicy() shouldBe "{}"
        client.deleteDestination { it.destinationName("d") }
        client.describeDestinations { }.destinations().shouldBeEmpty()
        world.group()
        client.putDataProtectionPolicy { it.logGroupIdentifier("g").policyDocument("{}") }
        client.describeLogGroups { }.logGroups().single().dataProtectionStatusAsString() shouldBe "ACTIVATED"
    }
}
