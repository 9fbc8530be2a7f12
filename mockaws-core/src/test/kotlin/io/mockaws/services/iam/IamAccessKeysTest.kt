package io.mockaws.services.iam

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockCore
import io.mockaws.engine.Identity
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.iam.IamClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sts.StsClient
import java.nio.file.Path

/** Access keys of users, and who calls with them. */
class IamAccessKeysTest : IamWorld() {
    private val key by lazy {
        iam.createUser { it.userName("bob").path("/staff/") }
        iam.createAccessKey { it.userName("bob") }.accessKey()
    }
    private val asBob by lazy { IamClient.builder().with(key.accessKeyId(), key.secretAccessKey()) }

    @Test
    fun `a call with a user's key is the user's`() {
        key.accessKeyId() shouldMatch "AKIA[A-Z2-7]{16}"
        val sts = StsClient.builder().with(key.accessKeyId(), key.secretAccessKey())
        sts.callerIdentity.arn() shouldBe "arn:aws:iam::$ACCOUNT:user/staff/bob"
        sts.callerIdentity.userId() shouldBe iam.getUser { it.userName("bob") }.user().userId()
        sts.getAccessKeyInfo { it.accessKeyId(key.accessKeyId()) }.account() shouldBe ACCOUNT
        // LocalStack's test_get_user_without_username_as_user, which is validated against AWS.
        asBob.user.user().userName() shouldBe "bob"
        sts.sessionToken.credentials().accessKeyId() shouldMatch "ASIA.*"
    }

    @Test
    fun `a key that is not active calls nothing`() {
        val sqs = SqsClient.builder().with(key.accessKeyId(), key.secretAccessKey())
        sqs.listQueues()
        iam.updateAccessKey { it.userName("bob").accessKeyId(key.accessKeyId()).status("Inactive") }
        refusal { asBob.user } shouldBe "InvalidClientTokenId: The security token included in the request is invalid."
        iam.updateAccessKey { it.userName("bob").accessKeyId(key.accessKeyId()).status("Active") }
        sqs.listQueues()
        iam.deleteAccessKey { it.userName("bob").accessKeyId(key.accessKeyId()) }
        refusal { asBob.user } shouldBe "InvalidClientTokenId: The security token included in the request is invalid."
    }

    @Test
    fun `signatures are verified by the key's secret`() {
        aws.verifySignatures(emptyMap())
        asBob.user.user().userName() shouldBe "bob"
        refusal { IamClient.builder().with(key.accessKeyId(), "another").user } shouldStartWith "SignatureDoesNotMatch: "
    }

    @Test
    fun `a user has two keys at most`() {
        key
        iam.createAccessKey { it.userName("bob") }
        refusal { iam.createAccessKey { it.userName("bob") } } shouldBe
            "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2"
        asBob.listAccessKeys().accessKeyMetadata().map { it.statusAsString() } shouldContainExactly listOf("Active", "Active")
        refusal { iam.deleteAccessKey { it.userName("bob").accessKeyId("AKIAIOSFODNN7EXAMPLE") } } shouldBe
            "NoSuchEntity: The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found."
    }

    @Test
    fun `a session of a role has the id that IAM has of the role, and lasts as long as that allows`() {
        val role = iam.createRole { it.roleName("reader").path("/readers/").assumeRolePolicyDocument(TRUST) }.role()
        val sts = StsClient.create()
        sts.assumeRole { it.roleArn(role.arn()).roleSessionName("s1") }.assumedRoleUser().assumedRoleId() shouldBe "${role.roleId()}:s1"
        refusal { sts.assumeRole { it.roleArn(role.arn()).roleSessionName("s1").durationSeconds(3601) } } shouldBe
            "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    }

    @Test
    fun `who judges calls is told the policies of a user, its groups and of a role`() {
        val user = aws.iam.user("bob").allow("s3:GetObject")
        aws.iam.group("admins").policy("all", WRITES).attach("arn:aws:iam::aws:policy/AdministratorAccess")
        user.addTo("admins").attach(aws.iam.policy("reads", READS))
        val world = aws.core.memory(MockCore.Need.FIXTURES).world
        val granted = world.links.identityPolicies!!.policiesOf(Identity(ACCOUNT, user.arn, user.id), world)!!
        granted.identityPolicies.map { it.name } shouldContainExactly
            listOf("policy-1", "all", "arn:aws:iam::$ACCOUNT:policy/reads", "arn:aws:iam::aws:policy/AdministratorAccess")
        granted.boundary shouldBe null
        val role = aws.iam.role("reader").policy("writes", WRITES)
        val session = Identity(ACCOUNT, "arn:aws:sts::$ACCOUNT:assumed-role/reader/s1", "${role.id}:s1")
        world.links.identityPolicies.policiesOf(session, world)!!.identityPolicies.single().json shouldBe WRITES
        world.links.identityPolicies.policiesOf(Identity(ACCOUNT, "arn:aws:iam::$ACCOUNT:root", ACCOUNT), world) shouldBe null
    }

    @Test
    fun `keys are in saved worlds`(
        @TempDir folder: Path,
    ) {
        key
        aws.save(folder.resolve("world"))
        aws.reset()
        aws.load(folder.resolve("world"))
        asBob.user.user().userName() shouldBe "bob"
    }
}
