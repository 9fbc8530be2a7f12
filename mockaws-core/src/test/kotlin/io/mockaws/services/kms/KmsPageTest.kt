package io.mockaws.services.kms

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

class KmsPageTest {
    @AutoClose
    private val world = KmsWorld()
    private val aws = world.aws

    private fun rows(vararg path: String) =
        Json.parseToJsonElement(aws.state.look("kms", path.toList())!!).jsonObject["table"]!!.jsonObject["rows"]!!.jsonArray

    @Test
    fun `keys are shown with their aliases, and a key with its grants, but never its material`() {
        val key = aws.kms.key("orders") { tags["team"] = "red" }
        val grantee = "arn:aws:iam::123456789012:role/worker"
        world.kms.createGrant { it.keyId(key.id).granteePrincipal(grantee).operationsWithStrings("Encrypt") }
        val row = rows().single().jsonObject
        row["cells"]!!.jsonArray.take(5).map { it.jsonPrimitive.content } shouldBe
            listOf(key.id, "alias/orders", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Enabled")
        val path = row["path"]!!.jsonArray.map { it.jsonPrimitive.content }
        path shouldBe listOf(aws.accountId, "us-east-1", key.id)
        rows(*path.toTypedArray()).single().jsonObject["cells"]!!.jsonArray[2].jsonPrimitive.content shouldBe grantee
        val shown = aws.state.look("kms", path)!!
        shown shouldContain "key-default-1"
        shown shouldContain "\"team\":\"red\""
        shown shouldContain world.describe(key.id).currentKeyMaterialId()
        shown shouldNotContain "bytes"
        aws.state.look("kms", path.dropLast(1) + "nothing") shouldBe null
    }
}
