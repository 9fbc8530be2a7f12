package io.mockaws.guides

import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import software.amazon.awssdk.services.ssm.SsmClient
import kotlin.time.Duration.Companion.days

/** The recipes of docs/recipes.md that need a secret or a parameter. */
class ConfigurationRecipesTest {
    @Test
    fun `a new password is in use after 30 days`() = runTest {
        mockAws {
            secretsManager.secret("db", "old")
            secretsManager.rotation("db", "rate(30 days)") { step ->
                when (step.step) {
                    "createSecret" -> step.putPending("new")
                    "setSecret" -> database.password = step.pending
                    "finishSecret" -> step.finish()
                }
            }

            delay(31.days)

            client.getSecretValue { it.secretId("db") }.secretString() shouldBe "new"
            database.password shouldBe "new"
        }
    }

    @Test
    fun `a release is what its label says`() = runTest {
        mockAws {
            val url = ssm.parameter("/app/url", "https://v1.example.com")
            ssm.parameter("/app/url", "https://v2.example.com")
            parameters.labelParameterVersion { it.name("/app/url").parameterVersion(1).labels("live") }

            parameters.getParameter { it.name("/app/url:live") }.parameter().value() shouldBe url.history.first()
        }
    }

    private val database = Database()

    private class Database {
        var password: String? = null
    }

    private companion object {
        val credentials: StaticCredentialsProvider = StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x"))
        val client: SecretsManagerClient =
            SecretsManagerClient.builder().region(Region.US_EAST_1).credentialsProvider(credentials).build()
        val parameters: SsmClient = SsmClient.builder().region(Region.US_EAST_1).credentialsProvider(credentials).build()
    }
}
