package io.mockaws.services.iam

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.iam.IamClient
import software.amazon.awssdk.services.sqs.SqsClient

/** What an account has in IAM beside users and policies. */
class IamAccountTest : IamWorld() {
    @Test
    fun `an account has one alias, which no other has`() {
        iam.createAccountAlias { it.accountAlias("my-account") }
        iam.createAccountAlias { it.accountAlias("our-account") }
        iam.listAccountAliases {}.accountAliases() shouldContainExactly listOf("our-account")
        val other = IamClient.builder().with("210987654321", "secret")
        refusal { other.createAccountAlias { it.accountAlias("our-account") } } shouldBe
            "EntityAlreadyExists: The account alias our-account already exists."
        iam.deleteAccountAlias { it.accountAlias("our-account") }
        iam.listAccountAliases {}.accountAliases().shouldBeEmpty()
    }

    @Test
    fun `accounts do not see each other's users`() {
        aws.iam.user("bob")
        IamClient.builder().with("210987654321", "secret").listUsers().users().shouldBeEmpty()
        IamClient.builder().region(software.amazon.awssdk.regions.Region.AWS_GLOBAL).build().listUsers().users().size shouldBe 1
    }

    @Test
    fun `the summary counts what there is`() {
        aws.iam.user("bob").accessKey()
        aws.iam.group("admins")
        val summary = iam.accountSummary.summaryMapAsStrings()
        summary shouldContain ("Users" to 1)
        summary shouldContain ("Groups" to 1)
        summary shouldContain ("AccessKeysPerUserQuota" to 2)
        summary shouldContain ("RolesQuota" to 1000)
    }

    @Test
    fun `authorization details have everything, or what is asked for`() {
        val user = aws.iam.user("bob").policy("reads", READS).attach("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
        aws.iam.group("admins")
        user.addTo("admins")
        aws.iam.role("reader").attach(aws.iam.policy("writes", WRITES))
        val details = iam.getAccountAuthorizationDetails {}
        details.userDetailList().single().groupList() shouldContainExactly listOf("admins")
        decoded(details.userDetailList().single().userPolicyList().single().policyDocument()) shouldBe READS
        details.policies().map { it.policyName() } shouldContainExactlyInAnyOrder listOf("writes", "AmazonS3ReadOnlyAccess")
        details.roleDetailList().single().attachedManagedPolicies().single().policyName() shouldBe "writes"
        val roles = iam.getAccountAuthorizationDetails { it.filterWithStrings("Role") }
        roles.roleDetailList().size shouldBe 1
        roles.userDetailList().shouldBeEmpty()
    }

    @Test
    fun `a provider of OpenID Connect is named by its URL`() {
        val arn = iam.createOpenIDConnectProvider {
            it.url("https://token.example.com/app").clientIDList("sts.amazonaws.com")
        }.openIDConnectProviderArn()
        arn shouldBe "arn:aws:iam::$ACCOUNT:oidc-provider/token.example.com/app"
        iam.addClientIDToOpenIDConnectProvider { it.openIDConnectProviderArn(arn).clientID("other") }
        val provider = iam.getOpenIDConnectProvider { it.openIDConnectProviderArn(arn) }
        provider.url() shouldBe "token.example.com/app"
        provider.clientIDList() shouldContainExactly listOf("sts.amazonaws.com", "other")
        refusal { iam.createOpenIDConnectProvider { it.url("example") } } shouldBe
            "ValidationError: Invalid Open ID Connect Provider URL"
        iam.deleteOpenIDConnectProvider { it.openIDConnectProviderArn(arn) }
        refusal { iam.getOpenIDConnectProvider { it.openIDConnectProviderArn(arn) } } shouldBe
            "NoSuchEntity: OpenIDConnect Provider not found for arn $arn"
    }

    @Test
    fun `a provider of SAML keeps its document`() {
        val document = "a".repeat(1000)
        val arn = iam.createSAMLProvider { it.name("corp").samlMetadataDocument(document) }.samlProviderArn()
        arn shouldBe "arn:aws:iam::$ACCOUNT:saml-provider/corp"
        iam.getSAMLProvider { it.samlProviderArn(arn) }.samlMetadataDocument() shouldBe document
        iam.listSAMLProviders {}.samlProviderList().single().arn() shouldBe arn
        iam.deleteSAMLProvider { it.samlProviderArn(arn) }
        refusal { iam.getSAMLProvider { it.samlProviderArn(arn) } } shouldBe "NoSuchEntity: Manifest not found for arn $arn"
    }

    @Test
    fun `a role that is linked to a service is the service's`() {
        // LocalStack's recordings: TestIAMServiceRoles.
        val role = iam.createServiceLinkedRole { it.awsServiceName("batch.amazonaws.com") }.role()
        role.arn() shouldBe "arn:aws:iam::$ACCOUNT:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch"
        iam.listAttachedRolePolicies { it.roleName("AWSServiceRoleForBatch") }.attachedPolicies().single().policyArn() shouldBe
            "arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy"
        refusal { iam.createServiceLinkedRole { it.awsServiceName("batch.amazonaws.com") } } shouldBe
            "InvalidInput: Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix."
        refusal { iam.createServiceLinkedRole { it.awsServiceName("ecs.amazonaws.com").customSuffix("a") } } shouldBe
            "InvalidInput: Custom suffix is not allowed for ecs.amazonaws.com"
        refusal { iam.putRolePolicy { it.roleName("AWSServiceRoleForBatch").policyName("p").policyDocument(READS) } } shouldContain
            "UnmodifiableEntity: Cannot perform the operation on the protected role 'AWSServiceRoleForBatch'"
        val task = iam.deleteServiceLinkedRole { it.roleName("AWSServiceRoleForBatch") }.deletionTaskId()
        task shouldMatch "task/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch/[0-9a-f-]{36}"
        iam.getServiceLinkedRoleDeletionStatus { it.deletionTaskId(task) }.statusAsString() shouldBe "SUCCEEDED"
        refusal { iam.getRole { it.roleName("AWSServiceRoleForBatch") } } shouldContain "NoSuchEntity"
    }

    @Test
    fun `what was used last is told of keys, roles and services`() {
        aws.time.freeze()
        val user = aws.iam.user("bob").allow(listOf("sqs:*", "s3:GetObject"))
        val key = user.accessKey()
        iam.getAccessKeyLastUsed { it.accessKeyId(key.id) }.accessKeyLastUsed().serviceName() shouldBe "N/A"
        val now = aws.time.now()
        SqsClient.builder().with(key.id, key.secret).listQueues()
        val used = iam.getAccessKeyLastUsed { it.accessKeyId(key.id) }
        used.userName() shouldBe "bob"
        used.accessKeyLastUsed().serviceName() shouldBe "sqs"
        used.accessKeyLastUsed().region() shouldBe aws.region
        used.accessKeyLastUsed().lastUsedDate().epochSecond shouldBe now.epochSeconds
        val job = iam.generateServiceLastAccessedDetails { it.arn(user.arn) }.jobId()
        val services = iam.getServiceLastAccessedDetails { it.jobId(job) }.servicesLastAccessed()
        services.map { it.serviceNamespace() } shouldContainExactly listOf("s3", "sqs")
        services.map { it.totalAuthenticatedEntities() } shouldContainExactly listOf(0, 1)
        services[1].lastAuthenticatedEntity() shouldBe user.arn
        val entities = iam.getServiceLastAccessedDetailsWithEntities { it.jobId(job).serviceNamespace("sqs") }.entityDetailsList()
        entities.single().entityInfo().name() shouldBe "bob"
        val granting = iam.listPoliciesGrantingServiceAccess {
            it.arn(user.arn).serviceNamespaces("s3", "ec2")
        }.policiesGrantingServiceAccess()
        granting.map { it.policies().size } shouldContainExactly listOf(1, 0)
        granting[0].policies().single().entityName() shouldBe "bob"
    }

    @Test
    fun `the token version of the global endpoint is in the summary`() {
        iam.setSecurityTokenServicePreferences { it.globalEndpointTokenVersion("v2Token") }
        iam.accountSummary.summaryMapAsStrings() shouldContain ("GlobalEndpointTokenVersion" to 2)
    }
}
