package io.mockaws.services.lambda

import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.lambda.LambdaClient
import java.io.ByteArrayOutputStream
import java.io.File
import java.nio.file.Files
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import javax.tools.ToolProvider
import kotlin.io.path.div
import kotlin.io.path.readBytes
import kotlin.io.path.writeText

/** A function that brings the AWS SDK with it, as most do that are built for AWS, in jars below `lib` of its zip. */
class LambdaOwnSdkTest {
    @Test
    fun `clients of an SDK in the deployed zip, made in static fields, reach the mock that invokes`() {
        MockAws.start().use { aws ->
            aws.s3.bucket("out")
            aws.s3.bucket("code").put("stores.zip", zip())
            aws.dynamoDb.table("stored", "id")
            aws.javaSdk.configure(LambdaClient.builder()).build().use { lambda ->
                lambda.make("stores") { handler("com.example.Stores").timeout(60).code { it.s3Bucket("code").s3Key("stores.zip") } }
                repeat(2) { lambda.call("stores", "\"$it\"").payload().asUtf8String() shouldBe "\"an SDK of its own\"" }
            }
            aws.s3.bucket("out").text("1") shouldBe "stored by own"
            aws.dynamoDb.table("stored").items().map { it["id"] } shouldContainExactlyInAnyOrder listOf("0", "1")
            aws.calls("s3", "PutObject").size shouldBe 2
        }
    }

    private fun zip(): ByteArray {
        val folder = Files.createTempDirectory("lambda-test-")
        try {
            val source = folder / "Stores.java"
            source.writeText(SOURCE)
            val path = System.getProperty("java.class.path")
            check(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", path, "-d", "$folder", "$source") == 0)
            val jars = path.split(File.pathSeparator).map(::File).filter { isOfSdk(it) }
            val out = ByteArrayOutputStream()
            ZipOutputStream(out).use { zip ->
                fun add(name: String, bytes: ByteArray) {
                    zip.putNextEntry(ZipEntry(name))
                    zip.write(bytes)
                    zip.closeEntry()
                }
                add("com/example/Stores.class", (folder / "com/example/Stores.class").readBytes())
                jars.forEach { add("lib/${it.name}", it.readBytes()) }
            }
            return out.toByteArray()
        } finally {
            folder.toFile().deleteRecursively()
        }
    }

    /** What S3's and DynamoDB's clients need, without the clients of other services and with one for HTTP. */
    private fun isOfSdk(jar: File): Boolean {
        val artifact = jar.parentFile?.parentFile?.name ?: return false
        if (artifact == "reactive-streams" || artifact == "slf4j-api") return true
        return "/software/amazon/" in jar.invariantSeparatorsPath && (artifact in CLIENTS || PARTS.any { it in artifact })
    }

    private companion object {
        val CLIENTS = setOf("s3", "dynamodb", "url-connection-client", "regions", "profiles", "annotations", "arns", "auth", "eventstream")
        val PARTS = listOf("-core", "-spi", "-protocol", "utils", "http-auth", "checksums", "retries", "jackson")
        val SOURCE =
            """
            package com.example;
            import com.amazonaws.services.lambda.runtime.*;
            import java.util.Map;
            import software.amazon.awssdk.core.sync.RequestBody;
            import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
            import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
            import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
            import software.amazon.awssdk.services.s3.S3Client;
            public class Stores implements RequestHandler<String, String> {
              private static final S3Client S3 = S3Client.builder().httpClient(UrlConnectionHttpClient.create()).build();
              private static final DynamoDbClient DB = DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
              public String handleRequest(String id, Context context) {
                S3.putObject(r -> r.bucket("out").key(id), RequestBody.fromString("stored by own"));
                DB.putItem(r -> r.tableName("stored").item(Map.of("id", AttributeValue.fromS(id))));
                boolean isOwn = S3Client.class.getClassLoader() == getClass().getClassLoader();
                return isOwn ? "an SDK of its own" : "the test's SDK";
              }
            }
            """.trimIndent()
    }
}
