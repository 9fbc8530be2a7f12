package io.mockaws.services.sts

import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.sts.op.assumeRole
import io.mockaws.services.sts.op.assumeRoleWithSaml
import io.mockaws.services.sts.op.assumeRoleWithWebIdentity
import io.mockaws.services.sts.op.assumeRoot
import io.mockaws.services.sts.op.decodeAuthorizationMessage
import io.mockaws.services.sts.op.getAccessKeyInfo
import io.mockaws.services.sts.op.getCallerIdentity
import io.mockaws.services.sts.op.getFederationToken
import io.mockaws.services.sts.op.getSessionToken
import io.mockaws.services.sts.op.getWebIdentityToken
import io.mockaws.services.sts.session.StsState
import io.mockaws.wire.protocol.Protocols

/**
 * AWS Security Token Service: sessions, whose credentials every other service then knows. Who may assume a role is not
 * judged.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
 */
internal object StsService : Service<StsState>(
    ServiceShapes.of("sts", "https://sts.amazonaws.com/doc/2011-06-15/"),
    listOf(Protocols.AwsQuery),
    StsState.KIND,
) {
    override val access: ServiceAccess<StsState> get() = StsAccess

    override fun throttled(operation: String): Pair<String, String> = "Throttling" to "Rate exceeded"

    override val checks: ModelChecks get() = ModelChecks.QUERY

    override fun operation(name: String): Operation<StsState, *, *>? =
        when (name) {
            "AssumeRole" -> operation(name, ::assumeRole)
            "AssumeRoleWithSAML" -> operation(name, ::assumeRoleWithSaml)
            "AssumeRoleWithWebIdentity" -> operation(name, ::assumeRoleWithWebIdentity)
            "AssumeRoot" -> operation(name, ::assumeRoot)
            "DecodeAuthorizationMessage" -> operation(name, ::decodeAuthorizationMessage)
            "GetAccessKeyInfo" -> operation(name, ::getAccessKeyInfo)
            "GetCallerIdentity" -> operation(name, ::getCallerIdentity)
            "GetFederationToken" -> operation(name, ::getFederationToken)
            "GetSessionToken" -> operation(name, ::getSessionToken)
            "GetWebIdentityToken" -> operation(name, ::getWebIdentityToken)
            else -> null
        }
}
