package io.mockaws.services.ses

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.ses.op.cloneReceiptRuleSet
import io.mockaws.services.ses.op.createConfigurationSet
import io.mockaws.services.ses.op.createEventDestination
import io.mockaws.services.ses.op.createReceiptRule
import io.mockaws.services.ses.op.createReceiptRuleSet
import io.mockaws.services.ses.op.createTemplate
import io.mockaws.services.ses.op.createTrackingOptions
import io.mockaws.services.ses.op.deleteConfigurationSet
import io.mockaws.services.ses.op.deleteEventDestination
import io.mockaws.services.ses.op.deleteIdentity
import io.mockaws.services.ses.op.deleteIdentityPolicy
import io.mockaws.services.ses.op.deleteReceiptRule
import io.mockaws.services.ses.op.deleteReceiptRuleSet
import io.mockaws.services.ses.op.deleteTemplate
import io.mockaws.services.ses.op.deleteTrackingOptions
import io.mockaws.services.ses.op.deleteVerifiedEmailAddress
import io.mockaws.services.ses.op.describeActiveReceiptRuleSet
import io.mockaws.services.ses.op.describeConfigurationSet
import io.mockaws.services.ses.op.describeReceiptRule
import io.mockaws.services.ses.op.describeReceiptRuleSet
import io.mockaws.services.ses.op.getAccountSendingEnabled
import io.mockaws.services.ses.op.getIdentityDkimAttributes
import io.mockaws.services.ses.op.getIdentityMailFromDomainAttributes
import io.mockaws.services.ses.op.getIdentityNotificationAttributes
import io.mockaws.services.ses.op.getIdentityPolicies
import io.mockaws.services.ses.op.getIdentityVerificationAttributes
import io.mockaws.services.ses.op.getSendQuota
import io.mockaws.services.ses.op.getSendStatistics
import io.mockaws.services.ses.op.getTemplate
import io.mockaws.services.ses.op.listConfigurationSets
import io.mockaws.services.ses.op.listIdentities
import io.mockaws.services.ses.op.listIdentityPolicies
import io.mockaws.services.ses.op.listReceiptRuleSets
import io.mockaws.services.ses.op.listTemplates
import io.mockaws.services.ses.op.listVerifiedEmailAddresses
import io.mockaws.services.ses.op.putDeliveryOptions
import io.mockaws.services.ses.op.putIdentityPolicy
import io.mockaws.services.ses.op.reorderReceiptRuleSet
import io.mockaws.services.ses.op.sendBulkTemplatedEmail
import io.mockaws.services.ses.op.sendEmail
import io.mockaws.services.ses.op.sendRawEmail
import io.mockaws.services.ses.op.sendTemplatedEmail
import io.mockaws.services.ses.op.setActiveReceiptRuleSet
import io.mockaws.services.ses.op.setIdentityDkimEnabled
import io.mockaws.services.ses.op.setIdentityFeedbackForwardingEnabled
import io.mockaws.services.ses.op.setIdentityHeadersInNotificationsEnabled
import io.mockaws.services.ses.op.setIdentityMailFromDomain
import io.mockaws.services.ses.op.setIdentityNotificationTopic
import io.mockaws.services.ses.op.setReceiptRulePosition
import io.mockaws.services.ses.op.testRenderTemplate
import io.mockaws.services.ses.op.updateAccountSendingEnabled
import io.mockaws.services.ses.op.updateEventDestination
import io.mockaws.services.ses.op.updateReceiptRule
import io.mockaws.services.ses.op.updateReputationMetricsEnabled
import io.mockaws.services.ses.op.updateSendingEnabled
import io.mockaws.services.ses.op.updateTemplate
import io.mockaws.services.ses.op.updateTrackingOptions
import io.mockaws.services.ses.op.verifyDomainDkim
import io.mockaws.services.ses.op.verifyDomainIdentity
import io.mockaws.services.ses.op.verifyEmailIdentity
import io.mockaws.services.ses.state.SesState
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon SES, the API of 2010; [SesV2Service] is the other one of the same mail.
 *
 * https://docs.aws.amazon.com/ses/latest/APIReference/Welcome.html
 */
internal object SesService : Service<SesState>(
    ServiceShapes.of("ses", "http://ses.amazonaws.com/doc/2010-12-01/"),
    listOf(Protocols.AwsQuery),
    SesState.KIND,
) {
    override fun throttled(operation: String): Pair<String, String> =
        "Throttling" to "Maximum sending rate exceeded."

    override val checks: ModelChecks get() = ModelChecks.QUERY

    override val access: ServiceAccess<SesState> get() = SesAccess

    override fun operation(name: String): Operation<SesState, *, *>? =
        identities(name) ?: sending(name) ?: configurationSets(name) ?: receiving(name)
            ?: if (Models.service("ses").operation(name) == null) null else derivedOperation("ses", name)

    private fun identities(name: String): Operation<SesState, *, *>? =
        when (name) {
            "DeleteIdentity" -> done(name, ::deleteIdentity)

            "DeleteIdentityPolicy" -> done(name, ::deleteIdentityPolicy)

            "DeleteVerifiedEmailAddress" -> operation(name, ::deleteVerifiedEmailAddress)

            "GetIdentityDkimAttributes" -> operation(name, ::getIdentityDkimAttributes)

            "GetIdentityMailFromDomainAttributes" -> operation(name, ::getIdentityMailFromDomainAttributes)

            "GetIdentityNotificationAttributes" -> operation(name, ::getIdentityNotificationAttributes)

            "GetIdentityPolicies" -> operation(name, ::getIdentityPolicies)

            "GetIdentityVerificationAttributes" -> operation(name, ::getIdentityVerificationAttributes)

            "ListIdentities" -> operation(name, ::listIdentities)

            "ListIdentityPolicies" -> operation(name, ::listIdentityPolicies)

            "ListVerifiedEmailAddresses" -> operation(name, ::listVerifiedEmailAddresses)

            "PutIdentityPolicy" -> done(name, ::putIdentityPolicy)

            "SetIdentityDkimEnabled" -> done(name, ::setIdentityDkimEnabled)

            "SetIdentityFeedbackForwardingEnabled" -> done(name, ::setIdentityFeedbackForwardingEnabled)

            "SetIdentityHeadersInNotificationsEnabled" ->
                done(name, ::setIdentityHeadersInNotificationsEnabled)

            "SetIdentityMailFromDomain" -> done(name, ::setIdentityMailFromDomain)

            "SetIdentityNotificationTopic" -> done(name, ::setIdentityNotificationTopic)

            "VerifyDomainDkim" -> operation(name, ::verifyDomainDkim)

            "VerifyDomainIdentity" -> operation(name, ::verifyDomainIdentity)

            "VerifyEmailAddress" -> operation(name, ::verifyEmailIdentity)

            "VerifyEmailIdentity" -> done(name, ::verifyEmailIdentity)

            else -> null
        }

    private fun sending(name: String): Operation<SesState, *, *>? =
        when (name) {
            "CreateTemplate" -> done(name, ::createTemplate)
            "DeleteTemplate" -> done(name, ::deleteTemplate)
            "GetAccountSendingEnabled" -> operation(name, ::getAccountSendingEnabled)
            "GetSendQuota" -> operation(name, ::getSendQuota)
            "GetSendStatistics" -> operation(name, ::getSendStatistics)
            "GetTemplate" -> operation(name, ::getTemplate)
            "ListTemplates" -> operation(name, ::listTemplates)
            "SendBulkTemplatedEmail" -> operation(name, ::sendBulkTemplatedEmail)
            "SendEmail" -> operation(name, ::sendEmail)
            "SendRawEmail" -> operation(name, ::sendRawEmail)
            "SendTemplatedEmail" -> operation(name, ::sendTemplatedEmail)
            "TestRenderTemplate" -> operation(name, ::testRenderTemplate)
            "UpdateAccountSendingEnabled" -> operation(name, ::updateAccountSendingEnabled)
            "UpdateTemplate" -> done(name, ::updateTemplate)
            else -> null
        }

    private fun configurationSets(name: String): Operation<SesState, *, *>? =
        when (name) {
            "CreateConfigurationSet" -> done(name, ::createConfigurationSet)
            "CreateConfigurationSetEventDestination" -> done(name, ::createEventDestination)
            "CreateConfigurationSetTrackingOptions" -> done(name, ::createTrackingOptions)
            "DeleteConfigurationSet" -> done(name, ::deleteConfigurationSet)
            "DeleteConfigurationSetEventDestination" -> done(name, ::deleteEventDestination)
            "DeleteConfigurationSetTrackingOptions" -> done(name, ::deleteTrackingOptions)
            "DescribeConfigurationSet" -> operation(name, ::describeConfigurationSet)
            "ListConfigurationSets" -> operation(name, ::listConfigurationSets)
            "PutConfigurationSetDeliveryOptions" -> done(name, ::putDeliveryOptions)
            "UpdateConfigurationSetEventDestination" -> done(name, ::updateEventDestination)
            "UpdateConfigurationSetReputationMetricsEnabled" -> operation(name, ::updateReputationMetricsEnabled)
            "UpdateConfigurationSetSendingEnabled" -> operation(name, ::updateSendingEnabled)
            "UpdateConfigurationSetTrackingOptions" -> done(name, ::updateTrackingOptions)
            else -> null
        }

    private fun receiving(name: String): Operation<SesState, *, *>? =
        when (name) {
            "CloneReceiptRuleSet" -> done(name, ::cloneReceiptRuleSet)
            "CreateReceiptRule" -> done(name, ::createReceiptRule)
            "CreateReceiptRuleSet" -> done(name, ::createReceiptRuleSet)
            "DeleteReceiptRule" -> done(name, ::deleteReceiptRule)
            "DeleteReceiptRuleSet" -> done(name, ::deleteReceiptRuleSet)
            "DescribeActiveReceiptRuleSet" -> operation(name, ::describeActiveReceiptRuleSet)
            "DescribeReceiptRule" -> operation(name, ::describeReceiptRule)
            "DescribeReceiptRuleSet" -> operation(name, ::describeReceiptRuleSet)
            "ListReceiptRuleSets" -> operation(name, ::listReceiptRuleSets)
            "ReorderReceiptRuleSet" -> done(name, ::reorderReceiptRuleSet)
            "SetActiveReceiptRuleSet" -> done(name, ::setActiveReceiptRuleSet)
            "SetReceiptRulePosition" -> done(name, ::setReceiptRulePosition)
            "UpdateReceiptRule" -> done(name, ::updateReceiptRule)
            else -> null
        }
}
