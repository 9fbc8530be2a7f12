package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
internal object DynamoDbStreamsAccess : ServiceAccess<DynamoDbState>() {
    /** What an iterator is of stands before its first bar, as in AWS's own. */
    override fun arn(
        kind: String,
        value: Any,
        call: CallContext<DynamoDbState>,
    ): String = "$value".substringBefore('|')

    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<DynamoDbState>,
    ): ResourceSide = DynamoDbAccess.resource(need, principal, keys, call)
}
