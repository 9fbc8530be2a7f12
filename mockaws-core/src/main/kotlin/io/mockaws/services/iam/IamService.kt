package io.mockaws.services.iam

import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.model.ServiceShapes
import io.mockaws.services.iam.op.iamOperation
import io.mockaws.services.iam.state.IamState
import io.mockaws.wire.protocol.Protocols

/**
 * AWS Identity and Access Management: who there is in an account, and what is written of what they may do. Whether they
 * may is not judged here.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html
 */
internal object IamService : Service<IamState>(
    ServiceShapes.of("iam", "https://iam.amazonaws.com/doc/2010-05-08/"),
    listOf(Protocols.AwsQuery),
    IamState.KIND,
) {
    override fun throttled(operation: String): Pair<String, String> = "Throttling" to "Rate exceeded"

    override val access: ServiceAccess<IamState> get() = IamAccess

    override val checks: ModelChecks get() = IamChecks

    override fun operation(name: String): Operation<IamState, *, *>? = iamOperation(name)
}
