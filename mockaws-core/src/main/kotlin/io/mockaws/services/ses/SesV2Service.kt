package io.mockaws.services.ses

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesState
import io.mockaws.services.ses.v2.TAGGED
import io.mockaws.services.ses.v2.changeTags
import io.mockaws.services.ses.v2.createConfigurationSet
import io.mockaws.services.ses.v2.createContact
import io.mockaws.services.ses.v2.createContactList
import io.mockaws.services.ses.v2.createEmailIdentity
import io.mockaws.services.ses.v2.createEmailIdentityPolicy
import io.mockaws.services.ses.v2.createEmailTemplate
import io.mockaws.services.ses.v2.createEventDestination
import io.mockaws.services.ses.v2.deleteConfigurationSet
import io.mockaws.services.ses.v2.deleteContact
import io.mockaws.services.ses.v2.deleteContactList
import io.mockaws.services.ses.v2.deleteEmailIdentity
import io.mockaws.services.ses.v2.deleteEmailIdentityPolicy
import io.mockaws.services.ses.v2.deleteEmailTemplate
import io.mockaws.services.ses.v2.deleteEventDestination
import io.mockaws.services.ses.v2.deleteSuppressedDestination
import io.mockaws.services.ses.v2.getAccount
import io.mockaws.services.ses.v2.getConfigurationSet
import io.mockaws.services.ses.v2.getContact
import io.mockaws.services.ses.v2.getContactList
import io.mockaws.services.ses.v2.getEmailIdentity
import io.mockaws.services.ses.v2.getEmailIdentityPolicies
import io.mockaws.services.ses.v2.getEmailTemplate
import io.mockaws.services.ses.v2.getEventDestinations
import io.mockaws.services.ses.v2.getSuppressedDestination
import io.mockaws.services.ses.v2.listConfigurationSets
import io.mockaws.services.ses.v2.listContactLists
import io.mockaws.services.ses.v2.listContacts
import io.mockaws.services.ses.v2.listEmailIdentities
import io.mockaws.services.ses.v2.listEmailTemplates
import io.mockaws.services.ses.v2.listSuppressedDestinations
import io.mockaws.services.ses.v2.putAccountDetails
import io.mockaws.services.ses.v2.putAccountSending
import io.mockaws.services.ses.v2.putAccountSuppression
import io.mockaws.services.ses.v2.putAccountVdm
import io.mockaws.services.ses.v2.putAccountWarmup
import io.mockaws.services.ses.v2.putArchivingOptions
import io.mockaws.services.ses.v2.putConfigurationSetAttributes
import io.mockaws.services.ses.v2.putDeliveryOptions
import io.mockaws.services.ses.v2.putDkimAttributes
import io.mockaws.services.ses.v2.putDkimSigningAttributes
import io.mockaws.services.ses.v2.putFeedbackAttributes
import io.mockaws.services.ses.v2.putMailFromAttributes
import io.mockaws.services.ses.v2.putReputationOptions
import io.mockaws.services.ses.v2.putSendingOptions
import io.mockaws.services.ses.v2.putSuppressedDestination
import io.mockaws.services.ses.v2.putSuppressionOptions
import io.mockaws.services.ses.v2.putTrackingOptions
import io.mockaws.services.ses.v2.putVdmOptions
import io.mockaws.services.ses.v2.sendBulkEmail
import io.mockaws.services.ses.v2.sendEmail
import io.mockaws.services.ses.v2.tagged
import io.mockaws.services.ses.v2.taggedOf
import io.mockaws.services.ses.v2.tagsOf
import io.mockaws.services.ses.v2.testRenderEmailTemplate
import io.mockaws.services.ses.v2.updateContact
import io.mockaws.services.ses.v2.updateContactList
import io.mockaws.services.ses.v2.updateEmailIdentityPolicy
import io.mockaws.services.ses.v2.updateEmailTemplate
import io.mockaws.services.ses.v2.updateEventDestination
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon SES, the API of 2019, on the state of [SesService].
 *
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html
 */
internal object SesV2Service : Service<SesState>(
    ServiceShapes.of("sesv2"),
    listOf(Protocols.RestJson1),
    SesService.state,
) {
    override fun throttled(operation: String): Pair<String, String> =
        "TooManyRequestsException" to "Maximum sending rate exceeded."

    override val stateOwner: Service<SesState> get() = SesService

    override val checks: ModelChecks = ModelChecks("BadRequestException")

    override val access: ServiceAccess<SesState> get() = SesAccess

    override fun operation(name: String): Operation<SesState, *, *>? =
        identities(name) ?: sending(name) ?: configurationSets(name) ?: contacts(name) ?: tags(name)
            ?: if (Models.service("sesv2").operation(name) == null) null else derivedOperation("sesv2", name)

    private fun identities(name: String): Operation<SesState, *, *>? =
        when (name) {
            "CreateEmailIdentity" -> operation(name, ::createEmailIdentity)
            "CreateEmailIdentityPolicy" -> done(name, ::createEmailIdentityPolicy)
            "DeleteEmailIdentity" -> done(name, ::deleteEmailIdentity)
            "DeleteEmailIdentityPolicy" -> done(name, ::deleteEmailIdentityPolicy)
            "GetEmailIdentity" -> operation(name, ::getEmailIdentity)
            "GetEmailIdentityPolicies" -> operation(name, ::getEmailIdentityPolicies)
            "ListEmailIdentities" -> operation(name, ::listEmailIdentities)
            "PutEmailIdentityConfigurationSetAttributes" -> done(name, ::putConfigurationSetAttributes)
            "PutEmailIdentityDkimAttributes" -> done(name, ::putDkimAttributes)
            "PutEmailIdentityDkimSigningAttributes" -> operation(name, ::putDkimSigningAttributes)
            "PutEmailIdentityFeedbackAttributes" -> done(name, ::putFeedbackAttributes)
            "PutEmailIdentityMailFromAttributes" -> done(name, ::putMailFromAttributes)
            "UpdateEmailIdentityPolicy" -> done(name, ::updateEmailIdentityPolicy)
            else -> null
        }

    private fun sending(name: String): Operation<SesState, *, *>? =
        when (name) {
            "CreateEmailTemplate" -> done(name, ::createEmailTemplate)
            "DeleteEmailTemplate" -> done(name, ::deleteEmailTemplate)
            "DeleteSuppressedDestination" -> done(name, ::deleteSuppressedDestination)
            "GetAccount" -> operation(name, ::getAccount)
            "GetEmailTemplate" -> operation(name, ::getEmailTemplate)
            "GetSuppressedDestination" -> operation(name, ::getSuppressedDestination)
            "ListEmailTemplates" -> operation(name, ::listEmailTemplates)
            "ListSuppressedDestinations" -> operation(name, ::listSuppressedDestinations)
            "PutAccountDedicatedIpWarmupAttributes" -> done(name, ::putAccountWarmup)
            "PutAccountDetails" -> done(name, ::putAccountDetails)
            "PutAccountSendingAttributes" -> done(name, ::putAccountSending)
            "PutAccountSuppressionAttributes" -> done(name, ::putAccountSuppression)
            "PutAccountVdmAttributes" -> done(name, ::putAccountVdm)
            "PutSuppressedDestination" -> done(name, ::putSuppressedDestination)
            "SendBulkEmail" -> operation(name, ::sendBulkEmail)
            "SendEmail" -> operation(name, ::sendEmail)
            "TestRenderEmailTemplate" -> operation(name, ::testRenderEmailTemplate)
            "UpdateEmailTemplate" -> done(name, ::updateEmailTemplate)
            else -> null
        }

    private fun configurationSets(name: String): Operation<SesState, *, *>? =
        when (name) {
            "CreateConfigurationSet" -> done(name, ::createConfigurationSet)
            "CreateConfigurationSetEventDestination" -> done(name, ::createEventDestination)
            "DeleteConfigurationSet" -> done(name, ::deleteConfigurationSet)
            "DeleteConfigurationSetEventDestination" -> done(name, ::deleteEventDestination)
            "GetConfigurationSet" -> operation(name, ::getConfigurationSet)
            "GetConfigurationSetEventDestinations" -> operation(name, ::getEventDestinations)
            "ListConfigurationSets" -> operation(name, ::listConfigurationSets)
            "PutConfigurationSetArchivingOptions" -> done(name, ::putArchivingOptions)
            "PutConfigurationSetDeliveryOptions" -> done(name, ::putDeliveryOptions)
            "PutConfigurationSetReputationOptions" -> done(name, ::putReputationOptions)
            "PutConfigurationSetSendingOptions" -> done(name, ::putSendingOptions)
            "PutConfigurationSetSuppressionOptions" -> done(name, ::putSuppressionOptions)
            "PutConfigurationSetTrackingOptions" -> done(name, ::putTrackingOptions)
            "PutConfigurationSetVdmOptions" -> done(name, ::putVdmOptions)
            "UpdateConfigurationSetEventDestination" -> done(name, ::updateEventDestination)
            else -> null
        }

    private fun contacts(name: String): Operation<SesState, *, *>? =
        when (name) {
            "CreateContact" -> done(name, ::createContact)
            "CreateContactList" -> done(name, ::createContactList)
            "DeleteContact" -> done(name, ::deleteContact)
            "DeleteContactList" -> done(name, ::deleteContactList)
            "GetContact" -> operation(name, ::getContact)
            "GetContactList" -> operation(name, ::getContactList)
            "ListContactLists" -> operation(name, ::listContactLists)
            "ListContacts" -> operation(name, ::listContacts)
            "UpdateContact" -> done(name, ::updateContact)
            "UpdateContactList" -> done(name, ::updateContactList)
            else -> null
        }

    private fun tags(name: String): Operation<SesState, *, *>? =
        when (name) {
            "ListTagsForResource" ->
                tagging(name) { kind, thing, _, call ->
                    val tags = call.tagsOf(kind, thing).map { (key, value) -> mapOf("Key" to key, "Value" to value) }
                    mapOf("Tags" to tags)
                }

            "TagResource" ->
                tagging(name) { kind, thing, input, call ->
                    val added = (input["Tags"] as List<*>).map { it as Map<*, *> }
                    val pairs = added.map { it["Key"] as String? to it["Value"] as String? }
                    call.changeTags(kind, thing) { tagged(it, pairs) }
                    emptyMap()
                }

            "UntagResource" ->
                tagging(name) { kind, thing, input, call ->
                    val keys = (input["TagKeys"] as List<*>).map { it as String }.toSet()
                    call.changeTags(kind, thing) { it - keys }
                    emptyMap()
                }

            else -> null
        }

    /** An operation on tags: those of what is written are here, those of all else derived. */
    private fun tagging(
        name: String,
        handler: (kind: String, thing: String, Map<String, Any?>, SesCall) -> Map<String, Any?>,
    ): Operation<SesState, Map<String, Any?>, Map<String, Any?>> {
        val derived = derivedOperation<SesState>("sesv2", name)
        return Operation(derived.shape) { input, call ->
            val (kind, thing) = taggedOf(input["ResourceArn"] as String) ?: (null to "")
            if (kind != null && kind in TAGGED) handler(kind, thing, input, call) else derived.handler(input, call)
        }
    }
}
