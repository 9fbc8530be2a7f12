package io.mockaws.services.apigateway

import io.mockaws.engine.AwsFault
import io.mockaws.engine.ModelChecks
import io.mockaws.model.MemberPlace
import io.mockaws.model.StructureModel
import io.mockaws.model.Validator
import io.mockaws.model.Violation

/** The same of HTTP and WebSocket APIs, which have a code of their own, and words for protocols. */
internal object ApiGatewayV2Checks : ModelChecks("BadRequestException") {
    override fun isPassedOver(violation: Violation): Boolean =
        violation.path == "protocolType" && violation.value != null
}

/** The words that API Gateway has for what its model does not allow. */
internal object ApiGatewayChecks : ModelChecks("ValidationException", wholes = Validator.Wholes()) {
    /** What lies in the document is told with it: `createRestApiInput.apiKeySource`. */
    override fun told(
        violation: Violation,
        shape: StructureModel,
    ): Violation {
        val first = violation.path.substringBefore('.')
        val isInDocument = shape.members.any { it.pathName == first && it.place == MemberPlace.DOCUMENT }
        if (!isInDocument) return violation
        val document = shape.name.removeSuffix("Request").replaceFirstChar(Char::lowercase) + "Input"
        return Violation("$document.${violation.path}", violation.value, violation.constraint)
    }

    /** What lies in the document comes first. */
    override fun fault(violations: List<Violation>): AwsFault {
        val ordered = violations.sortedBy { if ("Input." in it.path) 0 else 1 }
        return AwsFault("ValidationException", Validator.message(ordered), status = BAD_REQUEST)
    }

    private const val BAD_REQUEST = 400
}
