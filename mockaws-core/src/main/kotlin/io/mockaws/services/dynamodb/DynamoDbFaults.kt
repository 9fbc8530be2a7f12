package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
internal object DynamoDbFaults {
    fun validation(message: String): AwsFault = AwsFault("ValidationException", message)

    /** [fault] as the only error of a validation; one that is told so already stays as it is. */
    fun oneError(fault: AwsFault): AwsFault {
        val message = fault.error.message.orEmpty()
        return if (message.startsWith(ONE_ERROR)) fault else validation(ONE_ERROR + message)
    }

    /** The opening that most complaints about the members of a request share. */
    fun invalidParameter(what: String): AwsFault = validation("One or more parameter values were invalid: $what")

    fun keyMismatch(): AwsFault = validation("The provided key element does not match the schema")

    /** AWS answers 400; the words are not known. */
    fun headTooLarge(): AwsFault =
        validation(
            "The request's line and headers are longer than the ${DynamoDbLimits.HEAD_BYTES} bytes that are accepted"
        )

    fun noSuchTable(): AwsFault = AwsFault("ResourceNotFoundException", "Requested resource not found")

    /** As the operations on tables themselves word it. */
    fun noSuchTable(name: String): AwsFault =
        AwsFault("ResourceNotFoundException", "Requested resource not found: Table: $name not found")

    /** As the operations on backups word it. */
    fun tableNotFound(name: String): AwsFault = AwsFault("TableNotFoundException", "Table not found: $name")

    fun noSuchResource(arn: String): AwsFault =
        AwsFault("ResourceNotFoundException", "Requested resource not found: ResourcArn: $arn not found")

    /** @param what the ARN, or what was expected of it */
    fun noPolicy(what: String): AwsFault =
        AwsFault("PolicyNotFoundException", "Resource-based policy not found for the provided ResourceArn: $what")

    fun tableExists(name: String): AwsFault = AwsFault("ResourceInUseException", "Table already exists: $name")

    fun hasStream(table: String): AwsFault = validation("Table already has an enabled stream: TableName: $table")

    fun noStream(table: String): AwsFault = validation("Table has no stream to disable: TableName: $table")

    /** What KMS answered DynamoDB, and in which of its requests. */
    fun keyRefused(
        refusal: KeyRefusal,
        requestId: String,
    ): AwsFault =
        validation(
            "KMS validation error: com.amazonaws.services.kms.model.${refusal.code}: ${refusal.message} " +
                "(Service: AWSKMS; Status Code: 400; Error Code: ${refusal.code}; Request ID: $requestId; Proxy: null)",
        )

    fun deletionProtected(): AwsFault =
        validation(
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
        )

    fun tooManyTables(message: String): AwsFault = AwsFault("LimitExceededException", message)

    fun accessDenied(message: String): AwsFault = AwsFault("AccessDeniedException", message)

    fun conditionFailed(item: Attributes?): AwsFault =
        if (item == null) {
            AwsFault("ConditionalCheckFailedException", CONDITION_FAILED)
        } else {
            AwsFault.with("ConditionalCheckFailedException", CONDITION_FAILED, FailedItem(item))
        }

    fun duplicateItem(): AwsFault = AwsFault("DuplicateItemException", "Duplicate primary key exists in table")

    /** @param reasons one for each item of the transaction, in its order */
    fun transactionCanceled(reasons: List<CancellationReason>): AwsFault {
        val codes = reasons.joinToString(", ") { it.code }
        return AwsFault.with(
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons [$codes]",
            CancellationReasons(reasons),
        )
    }

    fun multipleOperations(): AwsFault =
        validation("Transaction request cannot include multiple operations on one item")

    fun transactionTooLarge(): AwsFault =
        validation("The aggregate size of the items in the transaction cannot exceed 4 MB")

    fun tokenReused(): AwsFault =
        AwsFault(
            "IdempotentParameterMismatchException",
            "This ClientRequestToken has been used before with different parameters",
        )

    private const val ONE_ERROR = "1 validation error detected: "
    const val CONDITION_FAILED: String = "The conditional request failed"
}

@Serializable
internal data class FailedItem(
    val item: Attributes,
)

@Serializable
internal data class CancellationReasons(
    val cancellationReasons: List<CancellationReason>,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html */
@Serializable
internal data class CancellationReason(
    /** `None`, `ConditionalCheckFailed`, `ValidationError`, or of statements `DuplicateItem` or `ResourceNotFound`. */
    val code: String,
    val message: String? = null,
    val item: Attributes? = null,
)
