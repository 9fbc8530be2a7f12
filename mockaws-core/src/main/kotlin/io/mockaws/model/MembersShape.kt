package io.mockaws.model

import io.mockaws.wire.MemberNames
import io.mockaws.wire.OperationShape
import io.mockaws.wire.codec.MembersSerializer

/** [operation] of this service with what goes in and out as members by AWS's names, where no class stands for them. */
internal fun ServiceModel.membersShape(
    operation: OperationModel,
    names: MemberNames,
): OperationShape<Map<String, Any?>, Map<String, Any?>> =
    OperationShape(operation.name, operation.http) {
        MembersSerializer(descriptors.input(operation), names) to
            MembersSerializer(descriptors.output(operation), names)
    }
