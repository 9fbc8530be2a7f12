package io.mockaws.services.ssm

import aws.sdk.kotlin.services.ssm.getParameter
import aws.sdk.kotlin.services.ssm.putParameter
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.engine.BodyFolder
import io.mockaws.engine.EntryCodec
import io.mockaws.engine.EntryTree
import io.mockaws.engine.KeptBodies
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ssm.SsmClient
import software.amazon.awssdk.services.ssm.model.ParameterType
import aws.sdk.kotlin.services.ssm.SsmClient as KotlinClient
import aws.sdk.kotlin.services.ssm.model.ParameterType as KotlinType

class SsmStateTest {
    private val aws = SsmWorld()
    private val ssm = aws.client

    @Test
    fun `a saved state comes back with everything in it`() {
        ssm.put("/app/url", "one")
        ssm.put("/app/url", "two")
        ssm.put("password", "s3cret", ParameterType.SECURE_STRING)
        ssm.labelParameterVersion { it.name("/app/url").parameterVersion(1).labels("prod") }

        val codec = EntryCodec({ SsmService }, KeptBodies(BodyFolder.temporary(null)))
        val tree = EntryTree<ByteArray>()
        aws.world.states.entries().map(codec::encode).forEach { tree.put(it.path, it.value!!) }
        val loaded = SsmWorld(codec.statesOf(tree))

        loaded.client.value("/app/url:prod") shouldBe "one"
        "${loaded.client.describeParameters()}" shouldBe "${ssm.describeParameters()}"
        loaded.client.value("password") shouldBe "s3cret"
        loaded.client.put("/app/url", "three")
        ssm.value("/app/url") shouldBe "two"
    }

    @Test
    fun `clients of both SDKs find the mock, which the fixture has filled`() = runTest {
        mockAws {
            val url = ssm.parameter("/app/url", "https://example.com")
            ssm.secureString("/app/password", "s3cret")
            ssm.stringList("/app/hosts", listOf("a", "b"))
            KotlinClient.fromEnvironment { }.use { client ->
                client.getParameter { name = "/app/url" }.parameter?.value shouldBe "https://example.com"
                client.getParameter {
                    name = "/app/password"
                    withDecryption = true
                }.parameter?.value shouldBe "s3cret"
                client.putParameter {
                    name = "/app/url"
                    value = "https://example.org"
                    type = KotlinType.String
                    overwrite = true
                }
            }
            url.value shouldBe "https://example.org"
            url.history shouldBe listOf("https://example.com", "https://example.org")
            url.version shouldBe 2
            SsmClient.create().use { it.value("/app/hosts") shouldBe "a,b" }
            ssm.parameters().map { it.name } shouldBe listOf("/app/hosts", "/app/password", "/app/url")
            ssm.parameter("missing").exists shouldBe false
        }
    }

    @Test
    fun `a secret is read through Parameter Store`() = runTest {
        // test_get_secret_parameter, test_get_inexistent_secret, test_get_parameters_and_secrets
        mockAws {
            val secret = secretsManager.secret("app/db", "s3cret")
            ssm.parameter("url", "1")
            SsmClient.create().use { client ->
                val name = "/aws/reference/secretsmanager/app/db"
                val found = client.getParameter { it.name(name).withDecryption(true) }.parameter()
                found.name() shouldBe name
                found.value() shouldBe "s3cret"
                found.typeAsString() shouldBe "SecureString"
                found.arn() shouldBe secret.arn
                found.sourceResult() shouldContain """"name":"app/db""""
                secretsManager.secret("app/db", "new")
                client.value("$name:AWSPREVIOUS") shouldBe "s3cret"
                client.value("$name:${secret.versions.keys.last()}") shouldBe "new"
                refusal { client.getParameter { it.name(name) } } shouldBe
                    "ValidationException: WithDecryption flag must be True for retrieving a Secret Manager secret."
                refusal { client.value("/aws/reference/secretsmanager/missing") } shouldBe
                    "ParameterNotFound: An error occurred (ParameterNotFound) when referencing Secrets Manager: " +
                    "Secret /aws/reference/secretsmanager/missing not found."
                val several =
                    client.getParameters {
                        it.names("url", name, "missing", "/aws/reference/secretsmanager/missing").withDecryption(true)
                    }
                several.parameters().map { it.value() } shouldBe listOf("1", "new")
                several.invalidParameters() shouldBe listOf("missing", "/aws/reference/secretsmanager/missing")
            }
        }
    }

    @Test
    fun `documents and maintenance windows are derived, beside the parameters`() = runTest {
        mockAws {
            SsmClient.create().use { client ->
                client.createDocument { it.name("restart").content("{}") }
                client.describeDocument { it.name("restart") }.document().name() shouldBe "restart"
                refusal { client.getMaintenanceWindow { it.windowId("mw-00000000000000000") } } shouldBe
                    "DoesNotExistException: Maintenance window mw-00000000000000000 does not exist"
            }
            calls("ssm", "CreateDocument").single().isDerived shouldBe true
        }
    }
}
