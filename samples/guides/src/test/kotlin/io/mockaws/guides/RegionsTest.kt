package io.mockaws.guides

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException

/** The code of docs/regions.md. */
class RegionsTest {
    @Test
    fun `a client with a region of its own finds nothing there`() = runTest {
        mockAws {
            dynamoDb.table("orders", "id")
            val ireland = DynamoDbClient.builder().region(Region.EU_WEST_1).build()

            shouldThrow<ResourceNotFoundException> { ireland.describeTable { it.tableName("orders") } }

            calls().single().hint shouldBe "there is a table orders in us-east-1; there is none here, in eu-west-1"
        }
    }
}
