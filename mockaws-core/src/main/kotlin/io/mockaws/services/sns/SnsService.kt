package io.mockaws.services.sns

import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.sns.delivery.runDue
import io.mockaws.services.sns.op.addPermission
import io.mockaws.services.sns.op.certificateHttp
import io.mockaws.services.sns.op.checkIfPhoneNumberIsOptedOut
import io.mockaws.services.sns.op.confirmSubscription
import io.mockaws.services.sns.op.createPlatformApplication
import io.mockaws.services.sns.op.createPlatformEndpoint
import io.mockaws.services.sns.op.createSmsSandboxPhoneNumber
import io.mockaws.services.sns.op.createTopic
import io.mockaws.services.sns.op.deleteEndpoint
import io.mockaws.services.sns.op.deletePlatformApplication
import io.mockaws.services.sns.op.deleteSmsSandboxPhoneNumber
import io.mockaws.services.sns.op.deleteTopic
import io.mockaws.services.sns.op.getDataProtectionPolicy
import io.mockaws.services.sns.op.getEndpointAttributes
import io.mockaws.services.sns.op.getPlatformApplicationAttributes
import io.mockaws.services.sns.op.getSigningCertificate
import io.mockaws.services.sns.op.getSmsAttributes
import io.mockaws.services.sns.op.getSmsSandboxAccountStatus
import io.mockaws.services.sns.op.getSubscriptionAttributes
import io.mockaws.services.sns.op.getTopicAttributes
import io.mockaws.services.sns.op.listEndpointsByPlatformApplication
import io.mockaws.services.sns.op.listOriginationNumbers
import io.mockaws.services.sns.op.listPhoneNumbersOptedOut
import io.mockaws.services.sns.op.listPlatformApplications
import io.mockaws.services.sns.op.listSmsSandboxPhoneNumbers
import io.mockaws.services.sns.op.listSubscriptions
import io.mockaws.services.sns.op.listSubscriptionsByTopic
import io.mockaws.services.sns.op.listTagsForResource
import io.mockaws.services.sns.op.listTopics
import io.mockaws.services.sns.op.optInPhoneNumber
import io.mockaws.services.sns.op.publish
import io.mockaws.services.sns.op.publishBatch
import io.mockaws.services.sns.op.putDataProtectionPolicy
import io.mockaws.services.sns.op.removePermission
import io.mockaws.services.sns.op.setEndpointAttributes
import io.mockaws.services.sns.op.setPlatformApplicationAttributes
import io.mockaws.services.sns.op.setSmsAttributes
import io.mockaws.services.sns.op.setSubscriptionAttributes
import io.mockaws.services.sns.op.setTopicAttributes
import io.mockaws.services.sns.op.subscribe
import io.mockaws.services.sns.op.tagResource
import io.mockaws.services.sns.op.unsubscribe
import io.mockaws.services.sns.op.untagResource
import io.mockaws.services.sns.op.verifySmsSandboxPhoneNumber
import io.mockaws.services.sns.state.PENDING
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.SnsState
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon Simple Notification Service. Its certificate is read without a protocol of AWS's, by a plain GET.
 *
 * https://docs.aws.amazon.com/sns/latest/api/welcome.html
 */
internal object SnsService : Service<SnsState>(
    ServiceShapes.of("sns", "http://sns.amazonaws.com/doc/2010-03-31/"),
    listOf(Protocols.AwsQuery, Protocols.RestXml),
    SnsState.KIND,
) {
    override fun throttled(operation: String): Pair<String, String> = "Throttled" to "Rate exceeded"

    override val checks: ModelChecks get() = ModelChecks.QUERY

    override val beyondModel: List<String> get() = listOf(CERTIFICATE)

    override fun operation(name: String): Operation<SnsState, *, *>? =
        when (name) {
            "AddPermission" -> settled(name, ::addPermission)
            "CheckIfPhoneNumberIsOptedOut" -> settled(name, ::checkIfPhoneNumberIsOptedOut)
            "ConfirmSubscription" -> settled(name, ::confirmSubscription)
            "CreatePlatformApplication" -> settled(name, ::createPlatformApplication)
            "CreatePlatformEndpoint" -> settled(name, ::createPlatformEndpoint)
            "CreateSMSSandboxPhoneNumber" -> settled(name, ::createSmsSandboxPhoneNumber)
            "CreateTopic" -> settled(name, ::createTopic)
            "DeleteEndpoint" -> settled(name, ::deleteEndpoint)
            "DeletePlatformApplication" -> settled(name, ::deletePlatformApplication)
            "DeleteSMSSandboxPhoneNumber" -> settled(name, ::deleteSmsSandboxPhoneNumber)
            "DeleteTopic" -> settled(name, ::deleteTopic)
            "GetDataProtectionPolicy" -> settled(name, ::getDataProtectionPolicy)
            "GetEndpointAttributes" -> settled(name, ::getEndpointAttributes)
            "GetPlatformApplicationAttributes" -> settled(name, ::getPlatformApplicationAttributes)
            "GetSMSAttributes" -> settled(name, ::getSmsAttributes)
            "GetSMSSandboxAccountStatus" -> settled(name, ::getSmsSandboxAccountStatus)
            "GetSubscriptionAttributes" -> settled(name, ::getSubscriptionAttributes)
            "GetTopicAttributes" -> settled(name, ::getTopicAttributes)
            "ListEndpointsByPlatformApplication" -> settled(name, ::listEndpointsByPlatformApplication)
            "ListOriginationNumbers" -> settled(name, ::listOriginationNumbers)
            "ListPhoneNumbersOptedOut" -> settled(name, ::listPhoneNumbersOptedOut)
            "ListPlatformApplications" -> settled(name, ::listPlatformApplications)
            "ListSMSSandboxPhoneNumbers" -> settled(name, ::listSmsSandboxPhoneNumbers)
            "ListSubscriptions" -> settled(name, ::listSubscriptions)
            "ListSubscriptionsByTopic" -> settled(name, ::listSubscriptionsByTopic)
            "ListTagsForResource" -> settled(name, ::listTagsForResource)
            "ListTopics" -> settled(name, ::listTopics)
            "OptInPhoneNumber" -> settled(name, ::optInPhoneNumber)
            "Publish" -> settled(name, ::publish)
            "PublishBatch" -> settled(name, ::publishBatch)
            "PutDataProtectionPolicy" -> settled(name, ::putDataProtectionPolicy)
            "RemovePermission" -> settled(name, ::removePermission)
            "SetEndpointAttributes" -> settled(name, ::setEndpointAttributes)
            "SetPlatformApplicationAttributes" -> settled(name, ::setPlatformApplicationAttributes)
            "SetSMSAttributes" -> settled(name, ::setSmsAttributes)
            "SetSubscriptionAttributes" -> settled(name, ::setSubscriptionAttributes)
            "SetTopicAttributes" -> settled(name, ::setTopicAttributes)
            "Subscribe" -> settled(name, ::subscribe)
            "TagResource" -> settled(name, ::tagResource)
            "Unsubscribe" -> settled(name, ::unsubscribe)
            "UntagResource" -> settled(name, ::untagResource)
            "VerifySMSSandboxPhoneNumber" -> settled(name, ::verifySmsSandboxPhoneNumber)
            CERTIFICATE -> operation(name, certificateHttp, like = "GetSMSSandboxAccountStatus", ::getSigningCertificate)
            else -> null
        }

    private inline fun <reified I : Any, reified O : Any> settled(
        name: String,
        noinline handler: (I, SnsCall) -> O,
    ): Operation<SnsState, I, O> =
        operation(name) { input: I, call: SnsCall ->
            call.settle()
            handler(input, call).also { call.settle() }
        }

    private fun SnsCall.settle() {
        while (state.now[PENDING].values.any { it.due <= now() }) runDue()
    }

    private const val CERTIFICATE = "GetSigningCertificate"
}
