package io.mockaws.services.lambda

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.Recipient
import io.mockaws.engine.delivery.ServiceCall
import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.FunctionName
import io.mockaws.services.lambda.op.InvocationRequest
import io.mockaws.services.lambda.state.functions
import io.mockaws.wire.Blob

/** Events that other services have functions handle: asynchronous invocations. */
internal object LambdaRecipient : Recipient {
    override val service: String get() = "lambda"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean {
        val name = FunctionName.parse(arn.toString(), arn.place) ?: return false
        return world.context(LambdaService, arn.place).state.now.functions[name.name]?.versionOf(name.qualifier) != null
    }

    override fun callFor(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): ServiceCall<*> {
        val request =
            InvocationRequest(arn.toString(), "Event", payload = Blob(parcel.text.encodeToByteArray()))
        return ServiceCall(LambdaService, "Invoke", request, arn.place)
    }
}
