package io.mockaws.services.sns

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/**
 * Refusals and what passes are those that LocalStack recorded at AWS (tests/aws/services/sns/test_sns_filter_policy.snapshot.json,
 * 2024), but for the words in front of a place, which are those of 2025 (test_validate_set_sub_attributes).
 */
class SnsFilterPolicyTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client
    private val topic = sns.topic("t")

    private fun refused(
        policy: String,
        vararg more: Pair<String, String>,
    ): String = refusal { sns.subscribe(topic, "sms", "+123123123", "FilterPolicy" to policy, *more) }

    private fun refusedAt(
        policy: String,
        reason: String,
        column: Int,
    ) = withClue(policy) {
        refused(policy) shouldBe
            "InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: $reason\n at [Source: REDACTED " +
            "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: $column]"
    }

    @Test
    fun `a policy that is none is refused with the place of what is wrong`() {
        refusedAt("""{"key":[["value"]]}""", "Match value must be String, number, true, false, or null", 10)
        // The place is that in the policy without its spaces.
        refusedAt("""{ "key": [ ["value"] ] }""", "Match value must be String, number, true, false, or null", 10)
        refusedAt("""{"key":[{"wrong-operator":true}]}""", "Unrecognized match type wrong-operator", 31)
        refusedAt("""{"key":[{"suffix":"value","prefix":"value2"}]}""", "Only one key allowed in match expression", 37)
        refusedAt("""{"key":[]}""", "Empty arrays are not allowed", 10)
        refusedAt("""{"key":[{"suffix":100}]}""", "suffix match pattern must be a string", 22)
        refusedAt("""{"key":[{"suffix":null}]}""", "suffix match pattern must be a string", 23)
        refusedAt("""{"key":[{"suffix":[]}]}""", "suffix match pattern must be a string", 20)
        refusedAt("""{"key":{"suffix":"value"}}""", "\"suffix\" must be an object or an array", 19)
        refusedAt("""{"key":[{"cidr":["bad-filter"]}]}""", "prefix match pattern must be a string", 18)
        refusedAt("""{"key":[{"exists":"no"}]}""", "exists match pattern must be either true or false.", 20)
        refusedAt("""{"key":[{"anything-but":{"suffix":"test"}}]}""", "Unsupported anything-but pattern: suffix", 36)
        refusedAt("""{"key":[{"anything-but":{"wrong-operator":null}}]}""", "Unsupported anything-but pattern: wrong-operator", 47)
        refusedAt("""{"key":[{"anything-but":{"prefix":false}}]}""", "prefix match pattern must be a string", 40)
    }

    @Test
    fun `a numeric range that is none is refused with the place of what is wrong`() {
        refusedAt("""{"key":[{"numeric":[]}]}""", "Invalid member in numeric match: ]", 22)
        refusedAt("""{"key":[{"numeric":["operator"]}]}""", "Unrecognized numeric range operator: operator", 32)
        refusedAt("""{"key":[{"numeric":[1,"<="]}]}""", "Invalid member in numeric match: 1", 22)
        refusedAt("""{"key":[{"numeric":["=","000"]}]}""", "Value of equals must be numeric", 26)
        refusedAt("""{"key":[{"numeric":[">="]}]}""", "Value of >= must be numeric", 26)
        refusedAt("""{"key":[{"numeric":["<",100,">",10]}]}""", "Too many elements in numeric expression", 30)
        refusedAt("""{"key":[{"numeric":[">=",1,">",2]}]}""", "Bad numeric range operator: >", 31)
        refusedAt("""{"key":[{"numeric":[">",3,"<",1]}]}""", "Bottom must be less than top", 33)
        refusedAt("""{"key":[{"numeric":[">",20,"<="]}]}""", "Value of <= must be numeric", 33)
        refusedAt("""{"key":[{"numeric":[">",20,30]}]}""", "Bad value in numeric range: 30", 30)
        refusedAt("""{"key":[{"numeric":[">",20,"test"]}]}""", "Bad numeric range operator: test", 34)
        refusedAt("""{"key":[{"numeric":[">","20","<","30"]}]}""", "Value of > must be numeric", 26)
        refusedAt("""{"key":[{"numeric":[">",20,"<","30"]}]}""", "Value of < must be numeric", 33)
        refusedAt("""{"key":[{"numeric":[">",20,"<",30,"<",50]}]}""", "Too many terms in numeric range expression", 36)
    }

    @Test
    fun `a network that is none is refused`() {
        for ((cidr, reason) in listOf(
            "bad-filter" to "Malformed CIDR, one '/' required",
            "bad-filter/64" to "Nonstandard IP address: bad-filter",
            "bad-filter/bad-filter" to "Malformed CIDR, mask bits must be an integer",
            "xx.11.xx/8" to "Nonstandard IP address: xx.11.xx",
            "xxxx:db8:1234:1a00::/64" to "Nonstandard IP address: xxxx:db8:1234:1a00::",
        )) {
            refused("""{"key":[{"cidr":"$cidr"}]}""") shouldBe
                "InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: $reason"
        }
    }

    @Test
    fun `a policy has five keys and 150 combinations at most`() {
        val complex = "InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: Filter policy is too complex"

        fun values(count: Int) = (1..count).joinToString(",", "[", "]") { "\"v$it\"" }

        refused("""{"key":${values(151)}}""") shouldBe complex
        refused("""{"a":${values(100)},"b":${values(51)}}""") shouldBe complex
        refused((1..6).joinToString(",", "{", "}") { "\"k$it\":[\"v\"]" }) shouldBe
            "InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: Filter policy can not have more than 5 keys"
        // 3 x 4 x 2 x 3 x 1 x 3 = 216: a list counts as often as it is deep.
        refused(
            """{"a":{"b":{"c":${values(4)}}},"d":{"e":${values(3)}},"f":${values(3)}}""",
            "FilterPolicyScope" to "MessageBody",
        ) shouldBe complex
        // (4 * 6) + (4 * 4 * 4) + (4 * 4 * 4) = 152
        refused(
            """{"source":${values(4)},"${'$'}or":[{"a":${values(6)}},{"b":${values(4)},"${'$'}or":[{"c":[1,2,3,4]},{"d":[1,2,3,4]}]}]}""",
        ) shouldBe complex
    }

    @Test
    fun `a policy on attributes knows no objects`() {
        val arn = sns.subscribe(topic, "sms", "+123123123")

        fun set(
            name: String,
            value: String,
        ) = refusal { sns.setSubscriptionAttributes { it.subscriptionArn(arn).attributeName(name).attributeValue(value) } }

        set("FilterPolicy", """{"object":{"key":[{"prefix":"auto-"}]}}""") shouldBe
            "InvalidParameter: Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy"
        set("FilterPolicyScope", "RandomValue") shouldBe
            "InvalidParameter: Invalid parameter: FilterPolicyScope: Invalid value [RandomValue]. " +
            "Please use either MessageBody or MessageAttributes"
        set("FilterPolicy", "invalid") shouldBe
            "InvalidParameter: Invalid parameter: FilterPolicy: failed to parse JSON. Unrecognized token 'invalid': was expecting " +
            "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED " +
            "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 8]"
    }

    @Test
    fun `the scope shows with the policy alone`() {
        val arn = sns.subscribe(topic, "sms", "+123123123", "FilterPolicyScope" to "MessageBody")

        fun scope() = sns.getSubscriptionAttributes { it.subscriptionArn(arn) }.attributes()["FilterPolicyScope"]

        scope() shouldBe null
        sns.setSubscriptionAttributes { it.subscriptionArn(arn).attributeName("FilterPolicy").attributeValue("""{"a":["b"]}""") }
        scope() shouldBe "MessageBody"
    }

    @Test
    fun `attributes are matched by text, number, list, range and presence`() {
        val cases =
            listOf(
                """{"a":["x"]}""" to listOf(text("x")),
                """{"a":[{"prefix":"x"}]}""" to listOf(text("xyz")),
                """{"a":[{"suffix":"z"}]}""" to listOf(text("xyz")),
                """{"a":[{"equals-ignore-case":"XyZ"}]}""" to listOf(text("xyz")),
                """{"a":[{"anything-but":["x","y"]}]}""" to listOf(text("z"), number("5")),
                """{"a":[{"anything-but":{"prefix":"x"}}]}""" to listOf(text("y")),
                """{"a":[{"numeric":[">",0,"<=",100]}]}""" to listOf(number("99.12"), number("100")),
                """{"a":[5]}""" to listOf(number("5"), number("5.0")),
                """{"a":[{"cidr":"10.0.0.0/24"}]}""" to listOf(text("10.0.0.255")),
                """{"a":[{"exists":true}]}""" to listOf(text("x")),
                """{"a":["value1"]}""" to listOf(attribute("String.Array", """["value1","value2"]""")),
                """{"b":[{"exists":false}]}""" to listOf(text("x")),
                """{"${'$'}or":[{"b":["x"]},{"a":["x"]}]}""" to listOf(text("x")),
            )
        for ((policy, values) in cases) {
            val arn = sns.subscribe(topic, "sqs", world.aws.sqs.queue("q").arn, "FilterPolicy" to policy)
            for (value in values) {
                world.aws.sqs.queue("q").purge()
                sns.publish(topic, "m", "a" to value)
                withClue("$policy $value") { world.aws.sqs.queue("q").messages().size shouldBe 1 }
            }
            sns.unsubscribe { it.subscriptionArn(arn) }
        }
    }

    @Test
    fun `what does not match does not arrive`() {
        world.aws.sqs.queue("q").let { queue ->
            for ((policy, value) in listOf(
                """{"a":["x"]}""" to text("X"),
                """{"a":[{"numeric":[">",0,"<=",100]}]}""" to number("111"),
                """{"a":[{"numeric":["=",5]}]}""" to text("5"),
                """{"a":["value1"]}""" to attribute("String.Array", """["value2","value3"]"""),
                """{"a":["value1"]}""" to attribute("String.Array", "no list"),
                """{"a":[{"exists":false}]}""" to text("x"),
                """{"a":[{"cidr":"10.0.0.0/24"}]}""" to text("10.0.1.1"),
                """{"b":[null,{"anything-but":"whatever"}]}""" to text("x"),
            )) {
                val arn = sns.subscribe(topic, "sqs", queue.arn, "FilterPolicy" to policy)
                sns.publish(topic, "m", "a" to value)
                withClue("$policy $value") { queue.messages().size shouldBe 0 }
                sns.unsubscribe { it.subscriptionArn(arn) }
            }
        }
    }

    private fun arrive(
        policy: String,
        vararg bodies: String,
    ): List<String> {
        val queue = world.aws.sqs.queue("bodies")
        sns.subscribe(
            topic,
            "sqs",
            queue.arn,
            "FilterPolicy" to policy,
            "FilterPolicyScope" to "MessageBody",
            "RawMessageDelivery" to "true"
        )
        bodies.forEach { sns.publish(topic, it) }
        return world.bodies("bodies")
    }

    @Test
    fun `bodies are matched by their members`() {
        val passing = listOf("""{"object":{"key":"auto-test"}}""", """{"object":{"key":"hardcodedvalue"}}""")

        arrive(
            """{"object":{"key":[{"prefix":"auto-"},"hardcodedvalue"],"nested_key":[{"exists":false}]},"test":[{"exists":false}]}""",
            *passing.toTypedArray(),
            """{"object":{"key":"test-auto"}}""",
            """{"object":{"key":"auto-test"},"test":"just-exists"}""",
            """{"object":{"key":"auto-test","nested_key":"just-exists"}}""",
            """{"object":{"test":"auto-test"}}""",
            """{"test":"auto-test"}""",
            "Regular string message",
            "\"Regular string message\"",
        ) shouldBe passing
    }

    @Test
    fun `a key with dots means members of members`() {
        val passing = listOf("""{"object":{"nested":"string.value"}}""", """{"object.nested":"string.value"}""")

        arrive("""{"object.nested":["string.value"]}""", *passing.toTypedArray(), """{"object":{"nested":"x"}}""") shouldBe passing
    }

    @Test
    fun `all that a policy asks of the items of a list has to be true of one of them`() {
        fun records(put: String, other: String) =
            """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"object":$put}},{"eventName":"x","s3":{"object":$other}}]}"""
        val created = records("""[[{"key":"auto-1.xml"}]]""", """{"key":"home"}""")
        val mixed = records("""{"key":"home"}""", """{"key":"auto-1"}""")

        arrive(
            """{"Records":{"s3":{"object":{"key":[{"prefix":"auto-"}]}},"eventName":[{"prefix":"ObjectCreated:"}]}}""",
            created,
            mixed
        ) shouldBe
            listOf(created)
    }
}
