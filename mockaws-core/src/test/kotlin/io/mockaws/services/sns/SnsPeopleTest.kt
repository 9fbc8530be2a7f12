package io.mockaws.services.sns

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/**
 * SMS and mobile push. Answers and refusals are those that LocalStack recorded at AWS
 * (tests/aws/services/sns/test_sns.snapshot.json); the rest is from https://docs.aws.amazon.com/sns/latest/dg/sms_sandbox.html
 * and https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html
 */
class SnsPeopleTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client
    private val fixture = world.aws.sns

    @Test
    fun `an SMS is sent as the account's and the message's attributes say`() {
        sns.setSMSAttributes { it.attributes(mapOf("DefaultSenderID" to "Shop", "DefaultSMSType" to "Transactional")) }

        val id = sns.publish { it.phoneNumber("+15551234567").message("Hi") }.messageId()
        sns.publish {
            it.phoneNumber("+15551234568").message("Sale").messageAttributes(mapOf("AWS.SNS.SMS.SMSType" to text("Promotional")))
        }

        fixture.sms.first().run {
            listOf(phoneNumber, text, type, senderId, messageId) shouldBe
                listOf("+15551234567", "Hi", "Transactional", "Shop", id)
        }
        fixture.sms.last().type shouldBe "Promotional"
        for (number in listOf("+1a234", "NAA+15551234567")) {
            refusal { sns.publish { it.phoneNumber(number).message("m") } } shouldBe
                "InvalidParameter: Invalid parameter: PhoneNumber Reason: $number is not valid to publish to"
        }
    }

    @Test
    fun `who has opted out gets nothing until he opts in again`() {
        fixture.optOut("+15551234567")

        sns.publish { it.phoneNumber("+15551234567").message("Hi") }

        fixture.sms.single().problem shouldBe "Phone number is opted out"
        sns.listPhoneNumbersOptedOut().phoneNumbers() shouldContainExactly listOf("+15551234567")
        sns.checkIfPhoneNumberIsOptedOut { it.phoneNumber("+15551234567") }.isOptedOut shouldBe true
        sns.optInPhoneNumber { it.phoneNumber("+15551234567") }
        sns.checkIfPhoneNumberIsOptedOut { it.phoneNumber("+15551234567") }.isOptedOut shouldBe false
        refusal { sns.optInPhoneNumber { it.phoneNumber("no-number") } } shouldBe
            "InvalidParameter: Invalid parameter: PhoneNumber Reason: input incorrectly formatted"
    }

    @Test
    fun `in the sandbox a number is verified by the code that it gets`() {
        fixture.isInSmsSandbox = true
        sns.getSMSSandboxAccountStatus {}.isInSandbox shouldBe true

        sns.publish { it.phoneNumber("+15551234567").message("Hi") }
        fixture.sms.single().problem shouldBe "Phone number is not verified, and the account is in the SMS sandbox"
        sns.createSMSSandboxPhoneNumber { it.phoneNumber("+15551234567") }
        val code = fixture.sms.last().text.substringAfterLast(' ')
        val wrong = if (code == "000000") "000001" else "000000"
        refusal { sns.verifySMSSandboxPhoneNumber { it.phoneNumber("+15551234567").oneTimePassword(wrong) } } shouldBe
            "VerificationException: Verification code does not match"
        sns.listSMSSandboxPhoneNumbers {}.phoneNumbers().single().statusAsString() shouldBe "Pending"
        sns.verifySMSSandboxPhoneNumber { it.phoneNumber("+15551234567").oneTimePassword(code) }

        sns.publish { it.phoneNumber("+15551234567").message("Hi") }
        fixture.sms.last().problem shouldBe null
        sns.deleteSMSSandboxPhoneNumber { it.phoneNumber("+15551234567") }
        refusal { sns.deleteSMSSandboxPhoneNumber { it.phoneNumber("+15551234567") } } shouldBe
            "ResourceNotFound: Phone number +15551234567 does not exist"
    }

    @Test
    fun `attributes of SMS are refused in AWS's words`() {
        sns.getSMSAttributes {}.attributes() shouldBe mapOf("MonthlySpendLimit" to "1")
        for ((name, words) in mapOf(
            "InvalidAttribute" to "InvalidAttribute is not a valid attribute",
            "DefaultSendID" to "DefaultSendID is not a valid attribute",
            "DefaultSMSType" to "DefaultSMSType is invalid",
        )) {
            refusal { sns.setSMSAttributes { it.attributes(mapOf(name to "invalid")) } } shouldBe "InvalidParameter: $words"
        }
    }

    private fun application(): String =
        sns.createPlatformApplication {
            it.name("app").platform("GCM").attributes(mapOf("PlatformCredential" to "key"))
        }.platformApplicationArn()

    private fun endpoint(
        application: String,
        data: String? = null,
    ): String = sns.createPlatformEndpoint { it.platformApplicationArn(application).token("token_1").customUserData(data) }.endpointArn()

    @Test
    fun `a device gets what is published to it and to its topics`() {
        val endpoint = endpoint(application())
        val topic = sns.topic("t")
        sns.subscribe(topic, "application", endpoint)

        sns.publish { it.targetArn(endpoint).message("direct") }
        sns.publish { it.topicArn(topic).messageStructure("json").message("""{"default":"d","GCM":"{\"data\":{}}"}""") }

        fixture.pushes.map { it.payload } shouldContainExactly listOf("direct", """{"data":{}}""")
        fixture.pushes.first().run { listOf(token, platform) shouldBe listOf("token_1", "GCM") }
    }

    @Test
    fun `an endpoint that is switched off takes nothing`() {
        val endpoint = endpoint(application())
        sns.setEndpointAttributes { it.endpointArn(endpoint).attributes(mapOf("Enabled" to "false")) }

        refusal { sns.publish { it.targetArn(endpoint).message("no JSON").messageStructure("json") } } shouldBe
            "EndpointDisabled: Endpoint is disabled"
        sns.getEndpointAttributes { it.endpointArn(endpoint) }.attributes() shouldBe mapOf("Enabled" to "false", "Token" to "token_1")
    }

    @Test
    fun `a device that is gone cannot be subscribed`() {
        val endpoint = endpoint(application())
        sns.deleteEndpoint { it.endpointArn(endpoint) }

        refusal { sns.subscribe(sns.topic("t"), "application", endpoint) } shouldBe
            "InvalidParameter: Invalid parameter: Endpoint Reason: Endpoint does not exist for endpoint arn$endpoint"
    }

    @Test
    fun `the same device is registered once`() {
        val application = application()
        val endpoint = endpoint(application)

        endpoint(application) shouldBe endpoint
        refusal { endpoint(application, "other") } shouldBe
            "InvalidParameter: Invalid parameter: Token Reason: Endpoint $endpoint already exists with the same Token, but " +
            "different attributes."
        sns.listEndpointsByPlatformApplication { it.platformApplicationArn(application) }.endpoints().single().endpointArn() shouldBe
            endpoint
        sns.deletePlatformApplication { it.platformApplicationArn(application) }
        refusal { sns.listEndpointsByPlatformApplication { it.platformApplicationArn(application) } } shouldBe
            "NotFound: PlatformApplication does not exist"
        refusal { sns.getEndpointAttributes { it.endpointArn(endpoint) } } shouldBe "NotFound: Endpoint does not exist"
    }

    @Test
    fun `apps and endpoints are refused in AWS's words`() {
        fun create(
            name: String,
            platform: String,
            vararg attributes: Pair<String, String>,
        ) = refusal { sns.createPlatformApplication { it.name(name).platform(platform).attributes(attributes.toMap()) } }

        create("@name", "ADM", "PlatformPrincipal" to "p", "PlatformCredential" to "c") shouldBe
            "InvalidParameter: Invalid parameter: @name Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'"
        create("a", "AAA", "PlatformPrincipal" to "p") shouldBe
            "InvalidParameter: Invalid parameter: Platform Reason: AAA is not supported"
        create("a", "ADM", "PlatformPrincipal" to "p") shouldBe
            "InvalidParameter: Invalid parameter: Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential"
        create("a", "ADM") shouldBe
            "ValidationError: 1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be null"
        val endpoint = endpoint(application())
        refusal { sns.setEndpointAttributes { it.endpointArn(endpoint).attributes(mapOf("InvalidKey" to "x")) } } shouldBe
            "InvalidParameter: Invalid parameter: Attributes Reason: Invalid attribute name: InvalidKey"
        refusal {
            sns.setEndpointAttributes { it.endpointArn("arn:aws:sns:us-east-1:123456789012:x").attributes(mapOf("Enabled" to "x")) }
        } shouldBe
            "InvalidParameter: Invalid parameter: EndpointArn Reason: Wrong number of slashes in relative portion of the ARN."
    }
}
