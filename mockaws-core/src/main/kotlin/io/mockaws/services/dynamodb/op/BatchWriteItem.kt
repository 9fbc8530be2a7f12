package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.Wording
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.table.ItemCollectionMetrics
import io.mockaws.services.dynamodb.table.WriteCondition
import io.mockaws.services.dynamodb.table.Written
import io.mockaws.services.dynamodb.table.collectionMetrics
import io.mockaws.services.dynamodb.table.deleteItem
import io.mockaws.services.dynamodb.table.existing
import io.mockaws.services.dynamodb.table.itemOf
import io.mockaws.services.dynamodb.table.keyFrom
import io.mockaws.services.dynamodb.table.keyOfItem
import io.mockaws.services.dynamodb.table.putItem
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class BatchWriteItemRequest(
    val requestItems: Map<String, List<WriteRequest>>? = null,
    val returnConsumedCapacity: String? = null,
    val returnItemCollectionMetrics: String? = null,
)

@Serializable
internal data class WriteRequest(
    val putRequest: PutRequest? = null,
    val deleteRequest: DeleteRequest? = null,
)

@Serializable
internal data class PutRequest(
    val item: Attributes? = null,
)

@Serializable
internal data class DeleteRequest(
    val key: Attributes? = null,
)

@Serializable
internal data class BatchWriteItemResponse(
    val unprocessedItems: Map<String, List<WriteRequest>>,
    val itemCollectionMetrics: Map<String, List<ItemCollectionMetrics>>? = null,
    val consumedCapacity: List<ConsumedCapacity>? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
internal fun batchWriteItem(
    request: BatchWriteItemRequest,
    call: CallContext<DynamoDbState>,
): BatchWriteItemResponse {
    checkMembers(request)
    val written =
        call.write {
            request.requestItems!!.mapValues { (name, writes) ->
                val table = tables.existing(call.tableName(name))
                val keys =
                    writes.map { write ->
                        write.putRequest?.let { table.keyOfItem(it.item!!) }
                            ?: table.keyFrom(write.deleteRequest!!.key!!)
                    }
                if (keys.sorted().zipWithNext().any { (one, next) -> one.compareTo(next) == 0 }) {
                    throw DynamoDbFaults.validation("Provided list of item keys contains duplicates")
                }
                writes.map { write ->
                    write.putRequest?.let { putItem(table.name, itemOf(it.item!!), WriteCondition.NONE) }
                        ?: deleteItem(table.name, write.deleteRequest!!.key!!, WriteCondition.NONE)
                }
            }
        }
    val metrics =
        written
            .mapValues { (_, all) ->
                all.mapNotNull { it.table.collectionMetrics(it.key, request.returnItemCollectionMetrics) }
            }
            .filterValues { it.isNotEmpty() }
    return BatchWriteItemResponse(
        emptyMap(),
        metrics.ifEmpty { null },
        written.values.mapNotNull { consumption(it).report(request.returnConsumedCapacity) }.ifEmpty { null },
    )
}

private fun consumption(written: List<Written>): Consumption =
    written.fold(Consumption(written[0].table)) { sum, each -> sum.write(each.key, each.old, each.new) }

private fun checkMembers(request: BatchWriteItemRequest) {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.returnItemCollectionMetrics(request.returnItemCollectionMetrics)
    constraints.required("requestItems", request.requestItems)
    if (request.requestItems?.isEmpty() == true) {
        throw DynamoDbFaults.validation("The requestItems parameter is required for BatchWriteItem")
    }
    constraints.length("requestItems", request.requestItems?.keys, 1..DynamoDbLimits.BATCH_WRITES)
    for ((name, writes) in request.requestItems.orEmpty()) {
        constraints.length("requestItems.$name.member", writes, 1..DynamoDbLimits.BATCH_WRITES)
        writes.forEachIndexed { i, write ->
            val at = "requestItems.$name.member.${i + 1}.member"
            write.putRequest?.let { constraints.required("$at.putRequest.item", it.item) }
            write.deleteRequest?.let { constraints.required("$at.deleteRequest.key", it.key) }
        }
    }
    constraints.check()
    if (request.requestItems!!.values.sumOf { it.size } > DynamoDbLimits.BATCH_WRITES) {
        throw DynamoDbFaults.validation("Too many items requested for the BatchWriteItem call")
    }
    for (write in request.requestItems.values.flatten()) {
        if ((write.putRequest == null) == (write.deleteRequest == null)) {
            throw DynamoDbFaults.validation(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
            )
        }
        Constraints.checkValues(write.putRequest?.item, Wording.OLDER)
        Constraints.checkValues(write.deleteRequest?.key, Wording.OLDER)
    }
}
