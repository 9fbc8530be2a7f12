package io.mockaws.services.dynamodb.streams

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.table.TableDefinition
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html */
@Serializable
internal data class StreamSpecification(
    val streamEnabled: Boolean? = null,
    val streamViewType: String? = null,
) {
    fun check(constraints: Constraints) {
        constraints.required("streamSpecification.streamEnabled", streamEnabled)
        constraints.oneOf("streamSpecification.streamViewType", streamViewType, StreamViewType.names)
    }

    /** What CreateTable says of a specification that contradicts itself. */
    fun checkForNewTable() {
        if (streamEnabled == true && streamViewType == null) {
            throw DynamoDbFaults.invalidParameter(
                "Table is being created with a stream enabled, UpdateViewType is required",
            )
        }
        if (streamEnabled == false && streamViewType != null) {
            throw DynamoDbFaults.invalidParameter(
                "Table is being created with a stream disabled, UpdateViewType should not be specified",
            )
        }
    }

    /** The same of UpdateTable. */
    fun checkForUpdate() {
        if (streamEnabled == true && streamViewType == null) {
            throw DynamoDbFaults.invalidParameter("If stream is being enabled then UpdateViewType is required")
        }
        if (streamEnabled == false && streamViewType != null) {
            throw DynamoDbFaults.invalidParameter(
                "If stream is being disabled, then UpdateViewType must not be specified",
            )
        }
    }

    /** The view type of the stream that is wanted; null where none is. */
    val wanted: StreamViewType? get() = streamViewType?.takeIf { streamEnabled == true }?.let(StreamViewType::valueOf)

    companion object {
        /** What is told of the stream of [table]; nothing where it is disabled. */
        fun of(table: TableDefinition): StreamSpecification? =
            table.latestStream?.viewType?.let { StreamSpecification(true, it.name) }
    }
}
