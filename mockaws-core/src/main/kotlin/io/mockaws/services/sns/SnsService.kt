package io.mockaws.services.sns

import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.World
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.sns.delivery.deliverDue
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
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.SnsState
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

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

    override val access: ServiceAccess<SnsState> get() = SnsAccess

    override val checks: ModelChecks get() = SnsChecks

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: SnsState,
        world: World,
    ): Instant? = state.nextDue

    override suspend fun runDue(call: SnsCall) = call.deliverDue()

    override val beyondModel: List<String> get() = listOf(CERTIFICATE)

    override fun operation(name: String): Operation<SnsState, *, *>? =
        when (name) {
            "AddPermission" -> operation(name, ::addPermission)

            "CheckIfPhoneNumberIsOptedOut" -> operation(name, ::checkIfPhoneNumberIsOptedOut)

            "ConfirmSubscription" -> operation(name, ::confirmSubscription)

            "CreatePlatformApplication" -> operation(name, ::createPlatformApplication)

            "CreatePlatformEndpoint" -> operation(name, ::createPlatformEndpoint)

            "CreateSMSSandboxPhoneNumber" -> operation(name, ::createSmsSandboxPhoneNumber)

            "CreateTopic" -> operation(name, ::createTopic)

            "DeleteEndpoint" -> operation(name, ::deleteEndpoint)

            "DeletePlatformApplication" -> operation(name, ::deletePlatformApplication)

            "DeleteSMSSandboxPhoneNumber" -> operation(name, ::deleteSmsSandboxPhoneNumber)

            "DeleteTopic" -> operation(name, ::deleteTopic)

            "GetDataProtectionPolicy" -> operation(name, ::getDataProtectionPolicy)

            "GetEndpointAttributes" -> operation(name, ::getEndpointAttributes)

            "GetPlatformApplicationAttributes" -> operation(name, ::getPlatformApplicationAttributes)

            "GetSMSAttributes" -> operation(name, ::getSmsAttributes)

            "GetSMSSandboxAccountStatus" -> operation(name, ::getSmsSandboxAccountStatus)

            "GetSubscriptionAttributes" -> operation(name, ::getSubscriptionAttributes)

            "GetTopicAttributes" -> operation(name, ::getTopicAttributes)

            "ListEndpointsByPlatformApplication" -> operation(name, ::listEndpointsByPlatformApplication)

            "ListOriginationNumbers" -> operation(name, ::listOriginationNumbers)

            "ListPhoneNumbersOptedOut" -> operation(name, ::listPhoneNumbersOptedOut)

            "ListPlatformApplications" -> operation(name, ::listPlatformApplications)

            "ListSMSSandboxPhoneNumbers" -> operation(name, ::listSmsSandboxPhoneNumbers)

            "ListSubscriptions" -> operation(name, ::listSubscriptions)

            "ListSubscriptionsByTopic" -> operation(name, ::listSubscriptionsByTopic)

            "ListTagsForResource" -> operation(name, ::listTagsForResource)

            "ListTopics" -> operation(name, ::listTopics)

            "OptInPhoneNumber" -> operation(name, ::optInPhoneNumber)

            "Publish" -> operation(name, ::publish)

            "PublishBatch" -> operation(name, ::publishBatch)

            "PutDataProtectionPolicy" -> operation(name, ::putDataProtectionPolicy)

            "RemovePermission" -> operation(name, ::removePermission)

            "SetEndpointAttributes" -> operation(name, ::setEndpointAttributes)

            "SetPlatformApplicationAttributes" -> operation(name, ::setPlatformApplicationAttributes)

            "SetSMSAttributes" -> operation(name, ::setSmsAttributes)

            "SetSubscriptionAttributes" -> operation(name, ::setSubscriptionAttributes)

            "SetTopicAttributes" -> operation(name, ::setTopicAttributes)

            "Subscribe" -> operation(name, ::subscribe)

            "TagResource" -> operation(name, ::tagResource)

            "Unsubscribe" -> operation(name, ::unsubscribe)

            "UntagResource" -> operation(name, ::untagResource)

            "VerifySMSSandboxPhoneNumber" -> operation(name, ::verifySmsSandboxPhoneNumber)

            CERTIFICATE -> operation(
                name,
                certificateHttp,
                like = "GetSMSSandboxAccountStatus",
                ::getSigningCertificate
            )

            else -> null
        }

    private const val CERTIFICATE = "GetSigningCertificate"
}
