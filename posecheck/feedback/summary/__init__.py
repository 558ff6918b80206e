"""The summary of many results: tables for programs and spreadsheets, a page for people.

Every writer takes one Entry after the other and keeps none, so that a summary of many thousand
clips needs no more memory than that of ten.
"""
