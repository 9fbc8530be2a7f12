package io.mockaws.engine.access

import io.mockaws.engine.AwsFault
import io.mockaws.engine.signature.SignatureFaults
import io.mockaws.iam.Judgement
import io.mockaws.iam.Principal
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.protocol.Protocol

/**
 * How services refuse what a policy does not allow.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">words</a>
 */
internal class AccessFaults(
    private val service: ServiceShape,
    private val protocol: Protocol?,
    private val facts: AccessFacts,
) {
    fun denied(
        principal: Principal,
        need: Need,
        judgement: Judgement,
        /** Whether who asks shall not learn why: S3 says so little to other accounts. */
        isForeign: Boolean,
    ): AwsFault {
        val isS3 = service.isS3
        if (principal.type == Principal.Type.ANONYMOUS && !isS3 && protocol != null) {
            return SignatureFaults.of(service, protocol).missing()
        }
        if (isS3 && isForeign) return AwsFault("AccessDenied", "Access Denied", FORBIDDEN)
        val words = words(principal, need, judgement)
        return when {
            isS3 -> AwsFault("AccessDenied", words, FORBIDDEN)

            protocol?.name == "ec2Query" ->
                AwsFault("UnauthorizedOperation", "You are not authorized to perform this operation. $words", FORBIDDEN)

            protocol?.name == "awsQuery" -> AwsFault(facts.code ?: "AccessDenied", words, FORBIDDEN)

            protocol?.name == "restJson1" -> AwsFault("AccessDeniedException", words, FORBIDDEN)

            else -> AwsFault(ErrorShape("AccessDeniedException", words, BAD_REQUEST, queryCode = "AccessDenied"))
        }
    }

    private fun words(
        principal: Principal,
        need: Need,
        judgement: Judgement,
    ): String {
        if (principal.type == Principal.Type.WEB_IDENTITY) return "Not authorized to perform ${need.action}"
        val action = if (facts.isSmall) need.action.lowercase() else need.action
        val resource =
            when {
                need.resource == Need.ANY -> ""
                service.isS3 -> " on resource: \"${need.resource}\""
                else -> " on resource: ${need.resource}"
            }
        return "User: ${principal.arn} is not authorized to perform: $action$resource ${judgement.reason(action)}"
    }

    private companion object {
        const val BAD_REQUEST = 400
        const val FORBIDDEN = 403
    }
}
