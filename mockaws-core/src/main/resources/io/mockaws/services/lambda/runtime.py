"""Runs a Python handler of AWS Lambda: asks the Runtime API for events until it is ended.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import http.client
import importlib
import json
import os
import sys
import time
import traceback

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
RUNTIME = "/2018-06-01/runtime/"


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        self.client_context = None
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


def call(method, path, body=None):
    connection = http.client.HTTPConnection(API)
    connection.request(method, RUNTIME + path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response.headers, data


def error_of(error, request_id=None):
    document = {"errorMessage": str(error), "errorType": type(error).__name__}
    if request_id:
        document["requestId"] = request_id
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__ and "importlib" not in f.filename]
    document["stackTrace"] = traceback.format_list(frames)
    return json.dumps(document)


def load():
    module, _, name = os.environ["_HANDLER"].rpartition(".")
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    return getattr(importlib.import_module(module.replace("/", ".")), name)


def main():
    try:
        handler = load()
    except BaseException as error:
        traceback.print_exc()
        sys.stdout.flush()
        call("POST", "init/error", error_of(error))
        sys.exit(1)
    while True:
        headers, event = call("GET", "invocation/next")
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        try:
            result = json.dumps(handler(json.loads(event), Context(headers)))
            path = "response"
        except BaseException as error:
            if isinstance(error, SystemExit):
                raise
            print("[ERROR] %s: %s" % (type(error).__name__, error))
            result = error_of(error, request_id)
            path = "error"
        sys.stdout.flush()
        sys.stderr.flush()
        call("POST", "invocation/%s/%s" % (request_id, path), result)


main()
