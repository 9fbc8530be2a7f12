package io.mockaws.samples.assets

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.createTable
import aws.sdk.kotlin.services.dynamodb.getItem
import aws.sdk.kotlin.services.dynamodb.model.AttributeDefinition
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue
import aws.sdk.kotlin.services.dynamodb.model.BillingMode
import aws.sdk.kotlin.services.dynamodb.model.KeySchemaElement
import aws.sdk.kotlin.services.dynamodb.model.KeyType
import aws.sdk.kotlin.services.dynamodb.model.ResourceInUseException
import aws.sdk.kotlin.services.dynamodb.model.ScalarAttributeType
import aws.sdk.kotlin.services.dynamodb.putItem
import aws.sdk.kotlin.services.dynamodb.waiters.waitUntilTableExists

/** The assets in the DynamoDB table `AssetBasket`: `PK` is `ASSET#` and the id, `SK` tells the kind of item. */
class AssetBasket(
    private val dynamoDb: DynamoDbClient,
) {
    /** A prototype makes its own table; in production that is the infrastructure's. */
    suspend fun createTable() {
        try {
            dynamoDb.createTable {
                tableName = TABLE
                billingMode = BillingMode.PayPerRequest
                attributeDefinitions = listOf("PK", "SK").map { text(it) }
                keySchema = listOf(key("PK", KeyType.Hash), key("SK", KeyType.Range))
            }
        } catch (_: ResourceInUseException) {
            return
        }
        dynamoDb.waitUntilTableExists { tableName = TABLE }
    }

    suspend fun add(asset: Asset) {
        dynamoDb.putItem {
            tableName = TABLE
            conditionExpression = "attribute_not_exists(PK)"
            item =
                keyOf(asset.id) +
                mapOf(
                    "name" to AttributeValue.S(asset.name),
                    "owner" to AttributeValue.S(asset.owner),
                    "value" to AttributeValue.N(asset.value.toString()),
                )
        }
    }

    suspend fun find(id: String): Asset? {
        val found =
            dynamoDb.getItem {
                tableName = TABLE
                key = keyOf(id)
                consistentRead = true
            }
        val item = found.item ?: return null
        return Asset(
            id,
            item.getValue("name").asS(),
            item.getValue("owner").asS(),
            item.getValue("value").asN().toDouble()
        )
    }

    private fun keyOf(id: String) = mapOf("PK" to AttributeValue.S("ASSET#$id"), "SK" to AttributeValue.S("ASSET"))

    private fun text(name: String) =
        AttributeDefinition {
            attributeName = name
            attributeType = ScalarAttributeType.S
        }

    private fun key(
        name: String,
        type: KeyType,
    ) = KeySchemaElement {
        attributeName = name
        keyType = type
    }

    private companion object {
        const val TABLE = "AssetBasket"
    }
}
