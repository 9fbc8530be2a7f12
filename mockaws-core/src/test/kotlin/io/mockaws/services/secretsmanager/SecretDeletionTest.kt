package io.mockaws.services.secretsmanager

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
class SecretDeletionTest {
    private val aws = SecretsWorld()
    private val secrets = aws.client

    @Test
    fun `a deleted secret waits for its day, and can be restored until then`() {
        secrets.make("db")
        val deletion = secrets.deleteSecret { it.secretId("db").recoveryWindowInDays(7) }
        deletion.deletionDate().toString() shouldBe "2026-11-28T10:00:00Z"
        secrets.describeSecret { it.secretId("db") }.deletedDate().toString() shouldBe "2026-11-21T10:00:00Z"
        // test_tag_untag_resource_on_deleted_secret
        val marked =
            "InvalidRequestException: You can't perform this operation on the secret because it was marked for " +
                "deletion."
        refusal { secrets.value("db") } shouldBe marked
        refusal { secrets.untagResource { it.secretId("db").tagKeys("k") } } shouldBe marked
        refusal { secrets.deleteSecret { it.secretId("db") } } shouldBe marked
        // test_exp_raised_on_creation_of_secret_scheduled_for_deletion
        refusal { secrets.make("db") } shouldBe
            "InvalidRequestException: You can't create this secret because a secret with this name is already " +
            "scheduled for deletion."
        secrets.listSecrets().secretList().shouldBeEmpty()
        secrets.listSecrets { it.includePlannedDeletion(true) }.secretList().map { it.name() } shouldBe listOf("db")
        aws.advance(7.days - 1.minutes)
        secrets.restoreSecret { it.secretId("db") }
        secrets.value("db") shouldBe "s3cret"
    }

    @Test
    fun `when its day has come it is gone, and its name is free`() {
        secrets.make("db", "old")
        secrets.deleteSecret { it.secretId("db") }
        aws.advance(30.days)
        refusal { secrets.describeSecret { it.secretId("db") } } shouldBe
            "ResourceNotFoundException: Secrets Manager can't find the specified secret."
        secrets.make("db", "new")
        secrets.value("db") shouldBe "new"
    }

    @Test
    fun `without recovery it is gone at once, even if it is not there`() {
        // test_force_delete_deleted_secret, test_can_recreate_delete_secret
        secrets.make("db", "old")
        secrets.deleteSecret { it.secretId("db") }
        secrets.deleteSecret { it.secretId("db").forceDeleteWithoutRecovery(true) }
        secrets.deleteSecret { it.secretId("db").forceDeleteWithoutRecovery(true) }.name() shouldBe "db"
        secrets.make("db", "new")
        secrets.value("db") shouldBe "new"
    }

    @Test
    fun `windows of other lengths are refused`() {
        secrets.make("db")
        for (days in listOf(6L, 31L)) {
            refusal { secrets.deleteSecret { it.secretId("db").recoveryWindowInDays(days) } } shouldBe
                "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."
        }
        refusal {
            secrets.deleteSecret { it.secretId("db").recoveryWindowInDays(7).forceDeleteWithoutRecovery(true) }
        } shouldBe
            "InvalidParameterException: You can't use ForceDeleteWithoutRecovery in conjunction with " +
            "RecoveryWindowInDays."
    }
}
