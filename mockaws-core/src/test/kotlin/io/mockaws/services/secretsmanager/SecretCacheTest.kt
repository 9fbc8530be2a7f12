package io.mockaws.services.secretsmanager

import com.amazonaws.secretsmanager.caching.SecretCache
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient

/** AWS's own cache for secrets, https://github.com/aws/aws-secretsmanager-caching-java, unchanged. */
class SecretCacheTest {
    @Test
    fun `the cache of AWS reads a secret once`() {
        MockAws.start().use { aws ->
            aws.secretsManager.secret("db", "s3cret")
            SecretCache(SecretsManagerClient.create()).use { cache ->
                repeat(3) { cache.getSecretString("db") shouldBe "s3cret" }
                cache.getSecretString(aws.secretsManager.secret("db").arn) shouldBe "s3cret"
            }
            aws.calls("secretsmanager", "GetSecretValue").size shouldBe 2
            aws.calls("secretsmanager", "DescribeSecret").size shouldBe 2
        }
    }
}
