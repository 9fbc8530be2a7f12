package io.mockaws.services.sns

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldNotContainKey
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sns.model.Tag

/**
 * Answers and refusals are those that LocalStack recorded at AWS (tests/aws/services/sns/test_sns.snapshot.json); the rest
 * is from https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html and its like.
 */
class SnsTopicTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client

    private fun attributes(arn: String): Map<String, String> = sns.getTopicAttributes { it.topicArn(arn) }.attributes()

    @Test
    fun `a topic begins with AWS's policy and delivery policy`() {
        val attributes = attributes(sns.topic("orders"))

        attributes["TopicArn"] shouldBe "arn:aws:sns:us-east-1:123456789012:orders"
        attributes["DisplayName"] shouldBe ""
        attributes["SubscriptionsConfirmed"] shouldBe "0"
        attributes["EffectiveDeliveryPolicy"] shouldBe
            """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,""" +
            """"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false,""" +
            """"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}"""
        attributes["Policy"]!! shouldContain """"Condition":{"StringEquals":{"AWS:SourceOwner":"123456789012"}}"""
        attributes shouldNotContainKey "FifoTopic"
        attributes shouldNotContainKey "SignatureVersion"
    }

    @Test
    fun `a topic that is there is found by what it was made with, and by nothing else`() {
        val arn = sns.topic("orders", "DisplayName" to "Value1")

        sns.topic("orders") shouldBe arn
        sns.topic("orders", "DisplayName" to "Value1") shouldBe arn
        sns.topic("orders", "FifoTopic" to "false") shouldBe arn
        refusal { sns.topic("orders", "DisplayName" to "Value2") } shouldBe
            "InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes"
        refusal { sns.createTopic { it.name("orders").tags(tag("k", "v")) } } shouldBe
            "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags"
        val tagged = sns.createTopic { it.name("tagged").tags(tag("a", "1"), tag("b", "2")) }.topicArn()
        sns.createTopic { it.name("tagged").tags(tag("a", "1")) }.topicArn() shouldBe tagged
        sns.createTopic { it.name("tagged") }.topicArn() shouldBe tagged
    }

    @Test
    fun `names are letters, digits, hyphens and underscores, and FIFO topics end in fifo`() {
        for (name in listOf("", "a".repeat(257), "test.fifo", "bad name", "bad:name")) {
            refusal { sns.topic(name) } shouldBe "InvalidParameter: Invalid parameter: Topic Name"
        }
        refusal { sns.topic("test", "FifoTopic" to "true") } shouldBe "InvalidParameter: Invalid parameter: Topic Name"
        attributes(sns.topic("test.fifo", "FifoTopic" to "true"))["ContentBasedDeduplication"] shouldBe "false"
    }

    @Test
    fun `what is no topic's ARN, and a topic that is not there, are told apart`() {
        refusal { attributes("randomstring") } shouldBe
            "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1"
        refusal { attributes("arn:aws:sns:us-east-1:123456789012:none") } shouldBe "NotFound: Topic does not exist"
        refusal { attributes("arn:aws:sns:eu-west-1:123456789012:none") } shouldBe
            "InvalidParameter: Invalid parameter: TopicArn"
        sns.deleteTopic { it.topicArn("arn:aws:sns:us-east-1:123456789012:none") }
    }

    @Test
    fun `a delivery policy is kept as it is, without nulls, and completed where it is in force`() {
        val arn = sns.topic("orders")

        fun set(value: String) =
            sns.setTopicAttributes { it.topicArn(arn).attributeName("DeliveryPolicy").attributeValue(value) }

        set("""{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":6,"numRetries":1}}}""")

        attributes(arn)["DeliveryPolicy"] shouldBe
            """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":6,"numRetries":1},"disableSubscriptionOverrides":false}}"""
        attributes(arn)["EffectiveDeliveryPolicy"]!! shouldContain """"minDelayTarget":5,"maxDelayTarget":6,"numRetries":1,"""

        set("""{"http":{"defaultHealthyRetryPolicy":null}}""")
        attributes(arn)["DeliveryPolicy"] shouldBe """{"http":{"disableSubscriptionOverrides":false}}"""

        set("")
        attributes(arn) shouldNotContainKey "DeliveryPolicy"
    }

    @Test
    fun `an attribute that topics do not have cannot be set`() {
        val arn = sns.topic("orders")

        for (name in listOf("FifoTopic", "Colour")) {
            refusal { sns.setTopicAttributes { it.topicArn(arn).attributeName(name).attributeValue("false") } } shouldBe
                "InvalidParameter: Invalid parameter: AttributeName"
        }
    }

    @Test
    fun `permissions are statements beside the default one`() {
        val arn = sns.topic("orders")

        fun add(
            label: String,
            vararg actions: String,
        ) = sns.addPermission { it.topicArn(arn).label(label).awsAccountIds("111111111111").actionNames(*actions) }

        add("test", "Publish", "Subscribe")

        attributes(arn)["Policy"]!! shouldContain
            """{"Sid":"test","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},""" +
            """"Action":["SNS:Publish","SNS:Subscribe"],"Resource":"$arn"}"""
        refusal { add("test", "Publish") } shouldBe "InvalidParameter: Invalid parameter: Statement already exists"
        refusal { add("other", "Fly") } shouldBe
            "InvalidParameter: Invalid parameter: Policy statement action out of service scope!"

        sns.removePermission { it.topicArn(arn).label("test") }
        attributes(arn)["Policy"]!!.contains("111111111111") shouldBe false
    }

    @Test
    fun `tags are set, changed and taken away`() {
        val arn = sns.createTopic { it.name("orders").tags(tag("k1", "v1"), tag("k2", "v2")) }.topicArn()

        sns.untagResource { it.resourceArn(arn).tagKeys("k1") }
        sns.tagResource { it.resourceArn(arn).tags(tag("k2", "v2b")) }

        sns.listTagsForResource { it.resourceArn(arn) }.tags() shouldContainExactly listOf(tag("k2", "v2b"))
        refusal { sns.tagResource { it.resourceArn(arn).tags(tag("a", "1"), tag("a", "2")) } } shouldBe
            "InvalidParameter: Invalid parameter: Duplicated keys are not allowed."
        refusal { sns.listTagsForResource { it.resourceArn("${arn}s") } } shouldBe "ResourceNotFound: Resource does not exist"
    }

    @Test
    fun `topics are listed a hundred a page`() {
        val arns = (100..219).map { sns.topic("paging-$it") }

        sns.listTopics().topics().size shouldBe 100
        sns.listTopicsPaginator().topics().map { it.topicArn() } shouldContainExactly arns
        refusal { sns.listTopics { it.nextToken("nonsense") } } shouldBe "InvalidParameter: Invalid parameter: NextToken"
    }

    @Test
    fun `a data protection policy is kept`() {
        val arn = sns.topic("orders")
        val policy = """{"Name":"p","Version":"2021-06-01","Statement":[]}"""

        sns.putDataProtectionPolicy { it.resourceArn(arn).dataProtectionPolicy(policy) }

        sns.getDataProtectionPolicy { it.resourceArn(arn) }.dataProtectionPolicy() shouldBe policy
    }

    private fun tag(
        key: String,
        value: String,
    ): Tag = Tag.builder().key(key).value(value).build()
}
