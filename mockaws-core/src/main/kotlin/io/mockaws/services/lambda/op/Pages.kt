package io.mockaws.services.lambda.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaLimits

/** How much of a list goes into one answer: as many as [asked], and never more than AWS sends at once. */
internal fun pageSize(asked: Int?): Int = minOf(asked ?: LambdaLimits.PAGE, LambdaLimits.PAGE)

internal fun badMarker(): AwsFault = LambdaFaults.invalid("The provided marker is invalid.")
