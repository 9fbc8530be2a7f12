package io.mockaws.services.iam

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test

/** Managed and inline policies, their versions, and what they are attached to. */
class IamPoliciesTest : IamWorld() {
    private fun policy(name: String = "reads") =
        iam.createPolicy { it.policyName(name).policyDocument(READS) }.policy()

    @Test
    fun `a policy is made with a first version`() {
        // LocalStack's recording: test_role_attach_policy.
        val policy = policy()
        policy.arn() shouldBe "arn:aws:iam::$ACCOUNT:policy/reads"
        policy.policyId() shouldMatch "ANPA[A-Z2-7]{17}"
        policy.defaultVersionId() shouldBe "v1"
        policy.attachmentCount() shouldBe 0
        policy.isAttachable shouldBe true
        val version = iam.getPolicyVersion { it.policyArn(policy.arn()).versionId("v1") }.policyVersion()
        decoded(version.document()) shouldBe READS
        refusal { policy() } shouldBe
            "EntityAlreadyExists: A policy called reads already exists. Duplicate names are not allowed."
    }

    @Test
    fun `a policy has five versions at most, of which the default one stays`() {
        val arn = policy().arn()
        fun add() = iam.createPolicyVersion { it.policyArn(arn).policyDocument(WRITES).setAsDefault(true) }
        repeat(4) { add() }
        refusal { add() } shouldBe
            "LimitExceeded: A managed policy can have up to 5 versions. Before you create a new version, you must " +
            "delete an existing version."
        refusal { iam.deletePolicyVersion { it.policyArn(arn).versionId("v5") } } shouldBe
            "DeleteConflict: Cannot delete the default version of a policy."
        refusal { iam.deletePolicy { it.policyArn(arn) } } shouldStartWith "DeleteConflict: This policy has more than one version."
        iam.deletePolicyVersion { it.policyArn(arn).versionId("v2") }
        add().policyVersion().versionId() shouldBe "v6"
        iam.listPolicyVersions { it.policyArn(arn) }.versions().map { it.versionId() } shouldContainExactly
            listOf("v6", "v5", "v4", "v3", "v1")
        iam.setDefaultPolicyVersion { it.policyArn(arn).versionId("v1") }
        iam.getPolicy { it.policyArn(arn) }.policy().defaultVersionId() shouldBe "v1"
        refusal { iam.setDefaultPolicyVersion { it.policyArn(arn).versionId("v2") } } shouldBe
            "NoSuchEntity: Policy $arn version v2 does not exist or is not attachable."
    }

    @Test
    fun `what is attached is counted, listed and not deleted`() {
        val arn = policy().arn()
        iam.createUser { it.userName("bob") }
        iam.createGroup { it.groupName("admins") }
        iam.createRole { it.roleName("reader").assumeRolePolicyDocument(TRUST).permissionsBoundary(arn) }
        iam.attachUserPolicy { it.userName("bob").policyArn(arn) }
        iam.attachUserPolicy { it.userName("bob").policyArn(arn) }
        iam.attachGroupPolicy { it.groupName("admins").policyArn(arn) }
        iam.attachRolePolicy { it.roleName("reader").policyArn(arn) }
        val policy = iam.getPolicy { it.policyArn(arn) }.policy()
        policy.attachmentCount() shouldBe 3
        policy.permissionsBoundaryUsageCount() shouldBe 1
        val entities = iam.listEntitiesForPolicy { it.policyArn(arn) }
        entities.policyUsers().single().userName() shouldBe "bob"
        entities.policyGroups().single().groupName() shouldBe "admins"
        entities.policyRoles().single().roleName() shouldBe "reader"
        refusal { iam.deletePolicy { it.policyArn(arn) } } shouldBe
            "DeleteConflict: Cannot delete a policy attached to entities."
        refusal { iam.deleteRole { it.roleName("reader") } } shouldBe
            "DeleteConflict: Cannot delete entity, must detach all policies first."
        iam.detachRolePolicy { it.roleName("reader").policyArn(arn) }
        refusal { iam.detachRolePolicy { it.roleName("reader").policyArn(arn) } } shouldBe
            "NoSuchEntity: Policy $arn was not found."
        iam.listAttachedRolePolicies { it.roleName("reader") }.attachedPolicies().shouldBeEmpty()
        iam.listAttachedUserPolicies { it.userName("bob") }.attachedPolicies().single().policyName() shouldBe "reads"
    }

    @Test
    fun `what is no policy is not attached`() {
        // LocalStack's recording: test_role_attach_policy.
        iam.createRole { it.roleName("reader").assumeRolePolicyDocument(TRUST) }
        fun attach(arn: String) = refusal { iam.attachRolePolicy { it.roleName("reader").policyArn(arn) } }
        attach("longpolicynamebutnoarn") shouldBe "ValidationError: Invalid ARN:  Could not be parsed!"
        attach("arn:aws:iam::$ACCOUNT:policy/none") shouldBe
            "NoSuchEntity: Policy arn:aws:iam::$ACCOUNT:policy/none does not exist or is not attachable."
        attach("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAcces") shouldBe
            "NoSuchEntity: Policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAcces does not exist or is not attachable."
    }

    @Test
    fun `ten managed policies may be attached`() {
        iam.createUser { it.userName("bob") }
        val arns = (1..11).map { policy("p$it").arn() }
        arns.take(10).forEach { arn -> iam.attachUserPolicy { it.userName("bob").policyArn(arn) } }
        refusal { iam.attachUserPolicy { it.userName("bob").policyArn(arns.last()) } } shouldBe
            "LimitExceeded: Cannot exceed quota for PoliciesPerUser: 10"
    }

    @Test
    fun `policies of AWS's own are there, and are nobody's to change`() {
        val all = iam.listPoliciesPaginator { it.scope("AWS").maxItems(1000) }.policies().map { it.policyName() }
        all shouldContain "AdministratorAccess"
        all shouldContain "AWSLambdaBasicExecutionRole"
        val arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        iam.getPolicy { it.policyArn(arn) }.policy().path() shouldBe "/service-role/"
        refusal { iam.deletePolicy { it.policyArn(arn) } } shouldBe "AccessDenied: Policy is outside your own account."
        iam.listPolicies { it.scope("Local") }.policies().shouldBeEmpty()
        iam.createRole { it.roleName("reader").assumeRolePolicyDocument(TRUST) }
        iam.attachRolePolicy { it.roleName("reader").policyArn(arn) }
        iam.listPolicies { it.onlyAttached(true) }.policies().single().arn() shouldBe arn
    }

    @Test
    fun `inline policies are embedded in users, groups and roles`() {
        iam.createUser { it.userName("bob") }
        iam.createGroup { it.groupName("admins") }
        iam.createRole { it.roleName("reader").assumeRolePolicyDocument(TRUST) }
        iam.putUserPolicy { it.userName("bob").policyName("p").policyDocument(READS) }
        iam.putGroupPolicy { it.groupName("admins").policyName("p").policyDocument(READS) }
        iam.putRolePolicy { it.roleName("reader").policyName("p").policyDocument(READS) }
        iam.putRolePolicy { it.roleName("reader").policyName("p").policyDocument(WRITES) }
        decoded(iam.getUserPolicy { it.userName("bob").policyName("p") }.policyDocument()) shouldBe READS
        decoded(iam.getGroupPolicy { it.groupName("admins").policyName("p") }.policyDocument()) shouldBe READS
        decoded(iam.getRolePolicy { it.roleName("reader").policyName("p") }.policyDocument()) shouldBe WRITES
        iam.listRolePolicies { it.roleName("reader") }.policyNames() shouldContainExactly listOf("p")
        refusal { iam.getRolePolicy { it.roleName("reader").policyName("q") } } shouldBe
            "NoSuchEntity: The role policy with name q cannot be found."
        refusal { iam.deleteRole { it.roleName("reader") } } shouldBe
            "DeleteConflict: Cannot delete entity, must delete policies first."
        iam.deleteRolePolicy { it.roleName("reader").policyName("p") }
        iam.listRolePolicies { it.roleName("reader") }.policyNames().shouldBeEmpty()
    }

    @Test
    fun `documents that are too long are refused, without their white space`() {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        fun document(size: Int) = READS.replace("\"*\"", "\"" + "arn:aws:s3:::b/".padEnd(size, 'a') + "\"")
        iam.createUser { it.userName("bob") }
        refusal { iam.createPolicy { it.policyName("p").policyDocument(document(6144)) } } shouldBe
            "LimitExceeded: Cannot exceed quota for PolicySize: 6144"
        refusal { iam.putUserPolicy { it.userName("bob").policyName("p").policyDocument(document(2048)) } } shouldBe
            "LimitExceeded: Maximum policy size of 2048 bytes exceeded for user bob"
        iam.createPolicy { it.policyName("p").policyDocument(READS + " ".repeat(6144)) }
    }

    @Test
    fun `a permissions boundary is set and taken off`() {
        // LocalStack's test_create_user_add_permission_boundary_afterwards, which is validated against AWS.
        val arn = policy().arn()
        iam.createUser { it.userName("bob") }
        iam.putUserPermissionsBoundary { it.userName("bob").permissionsBoundary(arn) }
        val boundary = iam.getUser { it.userName("bob") }.user().permissionsBoundary()
        boundary.permissionsBoundaryArn() shouldBe arn
        boundary.permissionsBoundaryTypeAsString() shouldBe "Policy"
        iam.deleteUserPermissionsBoundary { it.userName("bob") }
        iam.getUser { it.userName("bob") }.user().permissionsBoundary() shouldBe null
        refusal { iam.putUserPermissionsBoundary { it.userName("bob").permissionsBoundary("arn:aws:iam::123456789:no_boundary") } } shouldBe
            "ValidationError: Value (arn:aws:iam::123456789:no_boundary) for parameter PermissionsBoundary is invalid."
    }
}
