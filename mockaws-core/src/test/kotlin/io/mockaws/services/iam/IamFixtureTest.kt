package io.mockaws.services.iam

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.state.PageRequest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sts.StsClient

/** `aws.iam`, and what the dashboard shows. */
class IamFixtureTest : IamWorld() {
    @Test
    fun `users, groups, roles and policies are made when they are not there`() {
        val user = aws.iam.user("alice").allow("s3:GetObject", "arn:aws:s3:::receipts/*").deny("s3:DeleteObject")
        aws.iam.user("alice").id shouldBe user.id
        user.policies.keys shouldContainExactly setOf("policy-1", "policy-2")
        user.policies.getValue("policy-1") shouldBe
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::receipts/*"]}]}"""
        val reads = aws.iam.policy("reads", READS)
        aws.iam.policy("reads", READS) shouldBe reads
        aws.iam.policy("reads", WRITES) shouldBe reads
        iam.getPolicy { it.policyArn(reads) }.policy().defaultVersionId() shouldBe "v2"
        aws.iam.group("admins").attach(reads)
        user.addTo("admins").groups shouldContainExactly listOf("admins")
        aws.iam.role("reader", TRUST).trustPolicy shouldBe TRUST
        aws.iam.users().map { it.name } shouldContainExactly listOf("alice")
        aws.iam.roles().map { it.name } shouldContainExactly listOf("reader")
        aws.iam.groups().single().attachedPolicies shouldContainExactly listOf(reads)
    }

    @Test
    fun `who is in the account may assume a role that says nothing else`() {
        val role = aws.iam.role("reader")
        role.trustPolicy shouldContain "arn:aws:iam::$ACCOUNT:root"
        StsClient.create().assumeRole { it.roleArn(role.arn).roleSessionName("s1") }.assumedRoleUser().assumedRoleId() shouldBe
            "${role.id}:s1"
    }

    @Test
    fun `what AWS refuses is a mistake of the test`() {
        shouldThrow<IllegalArgumentException> { aws.iam.user("bob").policy("p", "no json") }.message shouldContain
            "Syntax errors in policy."
        shouldThrow<IllegalArgumentException> { aws.iam.role("reader").attach("arn:aws:iam::aws:policy/None") }
        shouldThrow<IllegalStateException> {
            val gone = aws.iam.user("gone")
            iam.deleteUser { it.userName("gone") }
            gone.arn
        }.message shouldContain "The user gone does not exist"
        aws.calls("iam", "CreateUser").size shouldBe 0
    }

    @Test
    fun `the dashboard shows who there is`() {
        val world = aws.core.memory(io.mockaws.MockCore.Need.STATE).world
        val user = aws.iam.user("alice").policy("reads", READS)
        aws.iam.policy("writes", WRITES)
        IamPage.counts(world) shouldContain ("users" to 1L)
        val page = PageRequest(null, 10, "")
        val rows = IamPage.look(world, emptyList(), page)!!.table!!.rows
        rows.map { it.path } shouldContainExactly
            listOf(listOf(ACCOUNT, iam.listPolicies { it.scope("Local") }.policies().single().policyId()), listOf(ACCOUNT, user.id))
        IamPage.look(world, listOf(ACCOUNT, user.id), page)!!.table!!.rows.size shouldBe 1
        IamPage.look(world, rows[0].path, page)!!.text shouldBe WRITES
        IamPage.look(world, listOf(ACCOUNT, "none"), page) shouldBe null
    }
}
