package io.mockaws.services.iam

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.Test

/** Users, groups, roles and instance profiles. Words are AWS's, as LocalStack and others have recorded them. */
class IamPrincipalsTest : IamWorld() {
    @Test
    fun `a user has an ARN with its path, and a unique id`() {
        val user = iam.createUser { it.userName("bob").path("/division/").tags({ t -> t.key("team").value("a") }) }.user()
        user.arn() shouldBe "arn:aws:iam::$ACCOUNT:user/division/bob"
        user.userId() shouldMatch "AIDA[A-Z2-7]{17}"
        user.tags().single().value() shouldBe "a"
        iam.getUser { it.userName("bob") }.user() shouldBe user
        // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html: lists have no tags.
        iam.listUsers { it.pathPrefix("/division/") }.users().single().tags().shouldBeEmpty()
        iam.listUsers { it.pathPrefix("/other/") }.users().shouldBeEmpty()
    }

    @Test
    fun `names are the same whatever their case`() {
        iam.createUser { it.userName("bob") }
        refusal { iam.createUser { it.userName("Bob") } } shouldBe "EntityAlreadyExists: User with name Bob already exists."
        refusal { iam.getUser { it.userName("alice") } } shouldBe
            "NoSuchEntity: The user with name alice cannot be found."
    }

    @Test
    fun `a renamed user keeps its id, groups and keys`() {
        val user = iam.createUser { it.userName("bob") }.user()
        iam.createGroup { it.groupName("admins") }
        iam.addUserToGroup { it.groupName("admins").userName("bob") }
        iam.createAccessKey { it.userName("bob") }
        iam.updateUser { it.userName("bob").newUserName("robert").newPath("/staff/") }
        val renamed = iam.getUser { it.userName("robert") }.user()
        renamed.userId() shouldBe user.userId()
        renamed.arn() shouldBe "arn:aws:iam::$ACCOUNT:user/staff/robert"
        iam.listGroupsForUser { it.userName("robert") }.groups().single().groupName() shouldBe "admins"
        iam.listAccessKeys { it.userName("robert") }.accessKeyMetadata().single().userName() shouldBe "robert"
        iam.getGroup { it.groupName("admins") }.users().single().userName() shouldBe "robert"
    }

    @Test
    fun `a user is deleted when nothing of it is left`() {
        iam.createUser { it.userName("bob") }
        iam.createGroup { it.groupName("admins") }
        iam.addUserToGroup { it.groupName("admins").userName("bob") }
        iam.putUserPolicy { it.userName("bob").policyName("reads").policyDocument(READS) }
        val key = iam.createAccessKey { it.userName("bob") }.accessKey().accessKeyId()
        fun delete() = refusal { iam.deleteUser { it.userName("bob") } }
        delete() shouldBe "DeleteConflict: Cannot delete entity, must remove users from group first."
        refusal { iam.deleteGroup { it.groupName("admins") } } shouldBe
            "DeleteConflict: Cannot delete entity, must remove users from group first."
        iam.removeUserFromGroup { it.groupName("admins").userName("bob") }
        delete() shouldBe "DeleteConflict: Cannot delete entity, must delete policies first."
        iam.deleteUserPolicy { it.userName("bob").policyName("reads") }
        delete() shouldBe "DeleteConflict: Cannot delete entity, must delete access keys first."
        iam.deleteAccessKey { it.userName("bob").accessKeyId(key) }
        iam.deleteUser { it.userName("bob") }
        iam.listUsers().users().shouldBeEmpty()
    }

    @Test
    fun `lists come in pages`() {
        listOf("carol", "alice", "bob").forEach { name -> iam.createUser { it.userName(name) } }
        val first = iam.listUsers { it.maxItems(2) }
        first.isTruncated shouldBe true
        first.users().map { it.userName() } shouldContainExactly listOf("alice", "bob")
        val second = iam.listUsers { it.maxItems(2).marker(first.marker()) }
        second.isTruncated shouldBe false
        second.marker() shouldBe null
        second.users().map { it.userName() } shouldContainExactly listOf("carol")
        iam.listUsersPaginator { it.maxItems(1) }.users().map { it.userName() } shouldContainExactly
            listOf("alice", "bob", "carol")
        refusal { iam.listUsers { it.marker("made up") } } shouldBe "ValidationError: Invalid Marker."
    }

    @Test
    fun `a role shows more when it is asked for than when it is made or listed`() {
        // LocalStack's recordings: test_create_describe_role, test_role_with_tags.
        val made = iam.createRole { it.roleName("reader").assumeRolePolicyDocument(TRUST).tags({ t -> t.key("a").value("b") }) }.role()
        made.maxSessionDuration() shouldBe null
        made.roleLastUsed() shouldBe null
        decoded(made.assumeRolePolicyDocument()) shouldBe TRUST
        val role = iam.getRole { it.roleName("reader") }.role()
        role.maxSessionDuration() shouldBe 3600
        role.roleLastUsed().lastUsedDate() shouldBe null
        role.tags().single().key() shouldBe "a"
        val listed = iam.listRoles().roles().single()
        listed.maxSessionDuration() shouldBe 3600
        listed.hasTags() shouldBe false
    }

    @Test
    fun `a role is updated, and a duration that is not told goes back to an hour`() {
        iam.createRole { it.roleName("reader").assumeRolePolicyDocument(TRUST).description("reads").maxSessionDuration(7200) }
        iam.updateRole { it.roleName("reader").description("reads more") }
        val role = iam.getRole { it.roleName("reader") }.role()
        role.description() shouldBe "reads more"
        role.maxSessionDuration() shouldBe 3600
        val other = TRUST.replace("ec2", "lambda")
        iam.updateAssumeRolePolicy { it.roleName("reader").policyDocument(other) }
        decoded(iam.getRole { it.roleName("reader") }.role().assumeRolePolicyDocument()) shouldBe other
    }

    @Test
    fun `an instance profile has one role at most`() {
        iam.createRole { it.roleName("one").assumeRolePolicyDocument(TRUST) }
        iam.createRole { it.roleName("other").assumeRolePolicyDocument(TRUST) }
        val profile = iam.createInstanceProfile { it.instanceProfileName("web") }.instanceProfile()
        profile.arn() shouldBe "arn:aws:iam::$ACCOUNT:instance-profile/web"
        iam.addRoleToInstanceProfile { it.instanceProfileName("web").roleName("one") }
        refusal { iam.addRoleToInstanceProfile { it.instanceProfileName("web").roleName("other") } } shouldBe
            "LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"
        iam.getInstanceProfile { it.instanceProfileName("web") }.instanceProfile().roles().single().roleName() shouldBe "one"
        iam.listInstanceProfilesForRole { it.roleName("one") }.instanceProfiles().size shouldBe 1
        val conflict = "DeleteConflict: Cannot delete entity, must remove roles from instance profile first."
        refusal { iam.deleteRole { it.roleName("one") } } shouldBe conflict
        refusal { iam.deleteInstanceProfile { it.instanceProfileName("web") } } shouldBe conflict
        iam.removeRoleFromInstanceProfile { it.instanceProfileName("web").roleName("one") }
        iam.deleteInstanceProfile { it.instanceProfileName("web") }
        iam.deleteRole { it.roleName("one") }
    }

    @Test
    fun `tags' keys are the same whatever their case`() {
        iam.createUser { it.userName("bob") }
        iam.tagUser { it.userName("bob").tags({ t -> t.key("Team").value("a") }) }
        iam.tagUser { it.userName("bob").tags({ t -> t.key("team").value("b") }) }
        iam.listUserTags { it.userName("bob") }.tags().single().let { it.key() to it.value() } shouldBe ("team" to "b")
        refusal {
            iam.tagUser { it.userName("bob").tags({ t -> t.key("a").value("1") }, { t -> t.key("A").value("2") }) }
        } shouldBe "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive."
        iam.untagUser { it.userName("bob").tagKeys("TEAM") }
        iam.listUserTags { it.userName("bob") }.tags().shouldBeEmpty()
    }

    @Test
    fun `what the model forbids is refused without showing it`() {
        // LocalStack's recordings: test_invalid_update_parameters, test_user_match_id_mismatch.
        refusal { iam.updateAccessKey { it.userName("bob").accessKeyId("AKIAIOSFODNN7EXAMPLE").status("Gone") } } shouldBe
            "ValidationError: 1 validation error detected: Value at 'status' failed to satisfy constraint: Member must " +
            "satisfy enum value set"
        refusal { iam.createUser { it.userName("b b".repeat(30)) } } shouldBe
            "ValidationError: 1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must " +
            "have length less than or equal to 64"
    }

    @Test
    fun `names and paths that are none are refused in words of their own`() {
        // https://github.com/aws-amplify/amplify-cli/issues/9120, aws/aws-cli/issues/5860, aws-cloudformation/cfn-lint/issues/722
        refusal { iam.createUser { it.userName("bob smith") } } shouldBe
            "ValidationError: The specified value for userName is invalid. It must contain only alphanumeric characters and/or " +
            "the following: +=,.@_-"
        val path =
            "ValidationError: The specified value for path is invalid. It must begin and end with / and contain only " +
                "alphanumeric characters and/or / characters."
        refusal { iam.createUser { it.userName("bob").path("staff/") } } shouldBe path
        refusal { iam.createUser { it.userName("bob").path("/a//b/") } } shouldBe path
        refusal { iam.listUsers { it.pathPrefix("staff") } } shouldBe
            "ValidationError: The specified value for pathPrefix is invalid. It must begin with the / character and contain only " +
            "alphanumeric characters and/or / characters."
    }

    @Test
    fun `who is not in a group is removed from it without a word`() {
        // https://github.com/cloud-custodian/cloud-custodian/pull/4730
        aws.iam.user("bob")
        aws.iam.group("admins")
        iam.removeUserFromGroup { it.groupName("admins").userName("bob") }
    }
}
